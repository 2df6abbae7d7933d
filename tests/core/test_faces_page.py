"""The frame of every page, the form field, the theme, and the pages for when something went wrong."""

import pytest
from django.contrib.humanize.templatetags.humanize import apnumber
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from apps.core.faces.showcase import EveryField, SomeRefusal, samples
from apps.users.models import User


def field(form: BaseForm, name: str, **words: object) -> str:
    return render_to_string("components/field.html", {"field": form[name], **words})


def test_a_field_is_label_hint_error_control_in_this_order_and_wired() -> None:
    form = EveryField({"headline": ""})
    drawn = field(form, "headline")
    places = [drawn.index(part) for part in ("<label", "One line under your name.", "This field is required.", "<input")]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_headline_helptext id_headline_error"' in drawn
    assert 'id="id_headline_helptext"' in drawn
    assert 'id="id_headline_error"' in drawn


def test_a_hint_of_the_page_is_read_out_too() -> None:
    drawn = field(EveryField(), "deadline", hint="In your own time zone.")
    assert 'aria-describedby="id_deadline_helptext"' in drawn


def test_what_is_not_required_says_so() -> None:
    assert "optional" in field(EveryField(), "country")
    assert "optional" not in field(EveryField(), "headline")


@pytest.mark.parametrize(
    ("name", "look", "part"), [("often", "segments", 'class="segments"'), ("communication", "stars", 'class="stars"'), ("channels", "", "choice")]
)
def test_choices_are_a_fieldset_with_a_legend(name: str, look: str, part: str) -> None:
    drawn = field(EveryField(), name, look=look)
    assert drawn.strip().startswith("<fieldset")
    assert "<legend" in drawn
    assert part in drawn


def test_stars_stand_from_five_to_one_so_that_a_style_sheet_can_fill_them() -> None:
    drawn = field(EveryField(), "communication", look="stars")
    assert drawn.index("5 of 5") < drawn.index("1 of 5")


def test_what_was_typed_is_escaped() -> None:
    assert "<script>" not in field(EveryField({"headline": "<script>x</script>"}), "headline")


def test_the_summary_counts_links_and_takes_focus() -> None:
    form = EveryField({"headline": "x", "price": "a fair one"})
    drawn = render_to_string("components/form_errors.html", {"form": form})
    assert f"{str(apnumber(len(form.errors))).capitalize()} things to put right" in drawn
    assert 'href="#id_price"' in drawn
    assert "autofocus" in drawn
    assert render_to_string("components/form_errors.html", {"form": EveryField()}).strip() == ""
    assert "One thing to put right" in render_to_string("components/form_errors.html", {"errors": ["The deadline has passed."]})


def test_a_pager_without_neighbours_is_nothing() -> None:
    assert render_to_string("components/pager.html", {"newer": "", "older": ""}).strip() == ""
    assert 'href="?after=x"' in render_to_string("components/pager.html", {"older": "?after=x"})


def test_a_dialog_holds_a_form_with_its_secret() -> None:
    words = {"id": "leave", "title": "Withdraw?", "action": "/x/withdraw/", "button": "Withdraw", "csrf_token": "secret"}
    drawn = render_to_string("components/dialog.html", words)
    assert 'method="post" action="/x/withdraw/"' in drawn
    assert 'name="csrfmiddlewaretoken" value="secret"' in drawn


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500", "errors/refused"])
def test_error_pages_need_nothing_from_their_context(name: str) -> None:
    drawn = render_to_string(f"{name}.html")
    assert "<h1>" in drawn
    assert 'href="/"' in drawn


def test_a_refusal_says_why_and_that_nothing_changed() -> None:
    drawn = render_to_string("errors/refused.html", {"refusal": SomeRefusal("Ada accepted <another> offer.")})
    assert "<h1>Ada accepted &lt;another&gt; offer.</h1>" in drawn
    assert "Nothing has changed." in drawn


def test_the_frame_says_where_one_is() -> None:
    request = RequestFactory().get("/")
    sam = User(handle="sam", name="Sam Okafor", unread_messages=2)
    drawn = render_to_string("404.html", {"unread": 3, "user": sam}, request=request)
    assert "<title>(5) There is nothing here · OpenChance</title>" in drawn  # what was told and messages together
    assert "<title>There is nothing here · OpenChance</title>" in render_to_string("404.html", request=request)
    assert 'href="#main"' in drawn
    assert drawn.count("<main") == 1


def test_only_light_and_dark_come_from_the_cookie() -> None:
    for value, expected in (("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ('"><script>', ""), ("system", "")):
        request = RequestFactory().get("/")
        request.COOKIES["theme"] = value
        drawn = render_to_string("404.html", request=request)
        assert drawn.startswith(f'<!doctype html>\n<html lang="en"{expected}>')


@pytest.mark.django_db
def test_the_theme_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark"}, headers={"referer": "http://testserver/challenges/?q=x"})
    assert answer.headers["location"] == "http://testserver/challenges/?q=x"
    assert answer.cookies["theme"].value == "dark"
    assert answer.cookies["theme"]["samesite"] == "Lax"
    answer = client.post("/theme/", {"theme": "system"})
    assert answer.cookies["theme"]["max-age"] == 0
    assert answer.headers["location"] == "/"


@pytest.mark.django_db
def test_the_theme_never_leads_elsewhere_and_takes_no_other_method(client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark"}, headers={"referer": "https://evil.example/"}).headers["location"] == "/"
    assert client.get("/theme/").status_code == 405
    assert client.post("/theme/", {"theme": "<b>"}).cookies["theme"].value == ""


@pytest.mark.django_db
def test_the_style_guide_is_for_developers(client: Client) -> None:
    assert client.get("/dev/components/").status_code == 404


@override_settings(ROOT_URLCONF="tests.e2e.faces_urls")
@pytest.mark.django_db
def test_the_style_guide_shows_every_component(client: Client) -> None:
    answer = client.get("/dev/components/")
    assert answer.status_code == 200
    for part in ("standing", "stepper", "ledger", "dial", "segments", "stars", "criteria", "files", "empty", "notice", "dialog", "pager"):
        assert f'class="{part}' in answer.content.decode(), part
    assert samples()["form"] is not None
