"""Editing one's profile."""

from typing import Any

import pytest
from django.test import Client

from apps.users.models import User
from apps.users.services import save_profile

pytestmark = pytest.mark.django_db
URL = "/settings/profile/"
GOOD: dict[str, Any] = {
    "name": "Olga Lindqvist",
    "headline": "Keeper of clocks",
    "bio": "I keep **clocks**.",
    "country": "SE",
    "timezone": "Europe/Stockholm",
    "skills": ["Horology", "  Gear   cutting ", "", "horology"],
    "links": ["nordholm.example/clocks", "https://olga.example.org/?a=1"],
    "rate": "1,050.50",
    "rate_currency": "SEK",
}


def save(client: Client, **changes: Any) -> Any:
    return client.post(URL, GOOD | changes)


def test_everything_is_saved(as_olga: Client, olga: User) -> None:
    assert save(as_olga)["Location"] == URL
    olga.refresh_from_db()
    assert (olga.headline, olga.country, olga.timezone) == ("Keeper of clocks", "SE", "Europe/Stockholm")
    assert olga.bio_html == "<p>I keep <strong>clocks</strong>.</p>\n"
    assert olga.skills == ["Horology", "Gear cutting"], "each once, without empty ones"
    assert olga.links == ["https://nordholm.example/clocks", "https://olga.example.org/?a=1"]
    assert (olga.rate_minor, olga.rate_currency) == (105050, "SEK")
    page = as_olga.get(URL).content.decode()
    for words in ("Gear cutting", "1050.50", "Keeper of clocks", "https://nordholm.example/clocks"):
        assert words in page


def test_everything_can_be_taken_back(as_olga: Client, olga: User) -> None:
    save(as_olga)
    save(as_olga, headline="", bio="", country="", skills=[""], links=[""], rate="", rate_currency="SEK")
    olga.refresh_from_db()
    assert (olga.headline, olga.bio_html, olga.skills, olga.links, olga.rate_minor, olga.rate_currency) == ("", "", [], [], None, "")


def test_what_others_count_cannot_be_written(as_olga: Client, olga: User) -> None:
    save(as_olga, is_staff="1", handle="queen", email="x@example.org", solver_stars="500", unread_count="3")
    olga.refresh_from_db()
    assert (olga.is_staff, olga.handle, olga.email, olga.solver_stars, olga.unread_count) == (False, "olga", "olga@example.org", 0, 0)
    with pytest.raises(TypeError):
        save_profile(olga, solver_stars=500)


def test_saving_does_not_touch_what_changed_meanwhile(as_olga: Client, olga: User) -> None:
    stale = User.objects.get(pk=olga.pk)
    User.objects.filter(pk=olga.pk).update(posted_count=7)
    save_profile(stale, headline="New")
    olga.refresh_from_db()
    assert (olga.posted_count, olga.headline) == (7, "New")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "required"),
        ("name", "n" * 81, "80 characters"),
        ("headline", "h" * 121, "120 characters"),
        ("bio", "b" * 5001, "5000 characters"),
        ("country", "XX", "valid choice"),
        ("timezone", "Mars/Olympus", "valid choice"),
        ("timezone", "", "required"),
        ("skills", [f"Skill {n}" for n in range(21)], "20 at most"),
        ("skills", ["s" * 41], "40 characters"),
        ("links", [f"https://example.org/{n}" for n in range(9)], "8 at most"),
        ("links", ["javascript:alert(1)"], "begins with https"),
        ("links", ["ftp://example.org/"], "begins with https"),
        ("links", ["data:text/html,x"], "begins with https"),
        ("links", ["https://olga:secret@example.org/"], "password out"),
        ("links", ["https://"], "begins with https"),
        ("links", ["https://example.org/" + "x" * 200], "200 characters"),
        ("rate", "-5", "more than zero"),
        ("rate", "0", "more than zero"),
        ("rate", "lots", "in figures"),
        ("rate", "1.555", "decimals"),
        ("rate", "99999999", "At most"),
        ("rate_currency", "", "Choose the currency"),
        ("rate_currency", "DOGE", "valid choice"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_changes(as_olga: Client, olga: User, field: str, value: Any, words: str) -> None:
    save(as_olga)
    response = save(as_olga, **{"headline": "Changed", field: value})
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors[field])
    olga.refresh_from_db()
    assert olga.headline == "Keeper of clocks"
    if field != "headline":
        assert b'value="Changed"' in response.content, "what was typed stays"


def test_a_refused_name_is_not_in_the_head_of_the_page(as_olga: Client) -> None:
    response = save(as_olga, name="Somebody Else", timezone="nonsense")
    assert response.context["user"].name == "Olga Lindqvist"


def test_the_bio_is_sanitised(as_olga: Client, olga: User) -> None:
    save(as_olga, bio="<script>alert(1)</script> [x](javascript:alert(1)) ![p](http://example.org/p.png)")
    olga.refresh_from_db()
    assert not [bad for bad in ("<script", "<img", "javascript:") if f"{bad}" in olga.bio_html.replace("[x](javascript:", "")]


def test_preview_without_javascript_keeps_what_was_typed(as_olga: Client, olga: User) -> None:
    response = save(as_olga, preview="bio", headline="Not saved yet")
    assert response.status_code == 200
    assert (
        b"<strong>clocks</strong>" in response.content
        and b"Not saved yet" in response.content
        and b"Gear cutting" in response.content.replace(b"   ", b" ")
    )
    olga.refresh_from_db()
    assert olga.headline == ""


def test_preview_with_htmx_is_a_fragment(as_olga: Client) -> None:
    response = as_olga.post(f"{URL}preview/", {"bio": "*so*"}, headers={"hx-request": "true"})
    assert response.content.strip().startswith(b'<div id="preview"') and b"<em>so</em>" in response.content
    assert as_olga.get(f"{URL}preview/").status_code == 405


def test_the_list_grows_without_javascript(as_olga: Client) -> None:
    response = save(as_olga, grow="skills")
    before = as_olga.get(URL).content.decode().count('name="skills"')
    assert response.content.decode().count('name="skills"') > before
    assert b"Keeper of clocks" in response.content


def test_a_yen_rate_has_no_decimals(as_olga: Client, olga: User) -> None:
    assert "no decimals" in " ".join(save(as_olga, rate="10.5", rate_currency="JPY").context["form"].errors["rate"])
    save(as_olga, rate="9000", rate_currency="JPY")
    olga.refresh_from_db()
    assert olga.rate_minor == 9000


def test_the_zone_is_used_at_once(as_olga: Client) -> None:
    save(as_olga, timezone="Asia/Tokyo")
    assert as_olga.get(URL).status_code == 200


def test_doors(as_olga: Client) -> None:
    assert as_olga.get("/settings/")["Location"] == URL
    assert as_olga.get("/settings/account/").status_code == 200
    assert as_olga.post("/settings/account/").status_code == 405
    for path in (URL, "/settings/", "/settings/account/", "/accounts/email/", "/accounts/password/change/"):
        assert Client().get(path)["Location"].startswith("/accounts/login/")
