"""The admin in the house's name: every page opens, nothing is changed or deleted by hand, and actions go through the services."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey, ManyToManyField, Model
from django.test import Client
from django.urls import reverse

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.challenges.services import create_draft
from apps.contracts.models import Contract, Milestone
from apps.core.models import Event
from apps.notifications.models import Email
from apps.payments import services
from apps.payments.gateways.sandbox import scripts
from apps.payments.models import JournalEntry, Operation
from apps.reviews.models import Review
from apps.reviews.services import write
from apps.users.models import BillingDetails, User
from openchance.demo import cast

from .standing import standing

pytestmark = pytest.mark.django_db
HOUSE = [model for model in apps.get_models() if model.__module__.startswith(("apps.", "openchance."))]
UNSEEN = {  # what no page of the admin shows, and why
    "messaging.Conversation": "Moderators read what was reported, and nothing else: the queue of reports is the only door.",
    "messaging.Member": "Who talks to whom is for the two who talk.",
    "messaging.Message": "Only within a report, with five before and after it.",
    "messaging.MessageVersion": "What a message said before: only within a report about it.",
    "messaging.MessageFile": "As the messages.",
    "notifications.Gathered": "Bookkeeping: a key for each thing told within a line that was there already. The lines are listed.",
    "notifications.CodeText": "Whole numbers, also such as were only tried; forgotten after a day.",
    "notifications.Preferences": "What somebody wants to hear of is theirs to choose, and nothing of it gets stuck.",
}
OWN = [model for model in HOUSE if model._meta.label not in UNSEEN]
BY_HAND = {"challenges.Category", "payments.SandboxScript"}  # all else is written by services only
FORMS = BY_HAND | {"payments.PayoutTerms"}  # whose form to add one calls a service
MET = [{"met": True, "note": ""}, {"met": True, "note": ""}]
MARKS = {"stars": 4, "quality": 5, "communication": 4, "timeliness": 3}


def page(model: type[Model], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def world(olga: User, sam: User, rita: User, max_: User) -> Contract:
    agreement = standing(lived, olga, sam, rita)
    scripts.order("transfer", "fail", times=1)
    return agreement


def lived(olga: User, sam: User, rita: User) -> Contract:
    """A row of nearly every kind: paid and reviewed work, a draft, a declined application."""
    create_draft(olga, **cast.challenge_fields(title="A draft"))
    agreement: Contract = cast.contract(olga, sam)
    for position in (1, 2):
        services.approve(cast.delivered(cast.funded(agreement, position)).milestone, by=olga, verdicts=MET)
    write(agreement, by=olga, text="Precise.", **MARKS)
    write(agreement, by=sam, text="A clear brief.", **MARKS)
    cast.application(cast.open_challenge(olga, title="A second clock"), rita)
    return agreement


@pytest.fixture
def moderator(max_: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(max_)


def act(client: Client, model: type[Model], action: str, row: Model, shown: str = "", **words: str) -> Any:
    return client.post(page(model, "changelist") + shown, {"action": action, "_selected_action": [str(row.pk)], **words}, follow=True)


def test_every_model_of_the_house_is_registered_but_for_those_with_a_reason() -> None:
    assert {model._meta.label for model in HOUSE if model not in admin.site._registry} == set(UNSEEN)


@pytest.mark.parametrize("model", OWN, ids=[model._meta.label for model in OWN])
def test_lists_stay_quick_however_long_they_are(model: type[Model]) -> None:
    """No count of the whole table, no reading of it for a filter, no joins to search in."""
    found = admin.site._registry[model]
    assert found.show_full_result_count is False
    assert not any("__" in word and not word.endswith(("__startswith", "__exact")) for word in found.search_fields)
    for name in [name for name in found.list_filter if isinstance(name, str)]:
        field: Any = model._meta.get_field(name)
        assert not isinstance(field, ForeignKey | ManyToManyField), name
        assert field.choices or field.get_internal_type() == "BooleanField" or model._meta.label.startswith("payments.Sandbox"), name
    links = {name for name in found.list_display if isinstance(name, str) and name in link_names(model)}
    related: Any = found.list_select_related
    assert links <= set(related or ()), "a query for every row"


def link_names(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.fields if isinstance(field, ForeignKey)}


def test_every_page_opens(world: Contract, moderator: Client) -> None:
    assert "OpenChance" in moderator.get(reverse("admin:index")).content.decode()
    for model in OWN:
        assert moderator.get(page(model, "changelist")).status_code == 200, model
        added = moderator.get(page(model, "add")).status_code
        assert added == (200 if model._meta.label in FORMS else 403), model
        row = model._default_manager.first()
        if row is not None:
            assert moderator.get(page(model, "change", row.pk)).status_code == 200, model
            assert moderator.get(page(model, "history", row.pk)).status_code == 200, model


def test_a_moderator_who_is_no_administrator_reads_the_work_and_not_the_tax_papers(world: Contract, moderator: Client, max_: User) -> None:
    User.objects.filter(pk=max_.pk).update(is_superuser=False)
    for model in (Contract, JournalEntry, Application, Review):
        assert moderator.get(page(model, "changelist")).status_code == 200, model
    assert moderator.get(page(BillingDetails, "changelist")).status_code == 403  # for those with the finance role


def test_searching_and_filtering_opens(world: Contract, moderator: Client) -> None:
    for model in OWN:
        found = admin.site._registry[model]
        if found.search_fields:
            assert moderator.get(page(model, "changelist"), {"q": "zzz"}).status_code == 200, model
            assert moderator.get(page(model, "changelist"), {"q": str(world.pk)}).status_code == 200, model
    assert moderator.get(page(Contract, "changelist"), {"currency": "EUR", "status__exact": "completed"}).status_code == 200
    assert moderator.get(page(JournalEntry, "changelist"), {"currency": "JPY"}).status_code == 200


def test_nothing_is_changed_or_deleted_by_hand(world: Contract, moderator: Client) -> None:
    for model in OWN:
        row = model._default_manager.first()
        if row is None or model._meta.label in BY_HAND:
            continue
        before = model._default_manager.values().get(pk=row.pk)
        typed = {field.name: "1" for field in model._meta.fields} | {"_save": "Save"}
        assert moderator.post(page(model, "change", row.pk), typed).status_code == 403, model
        assert moderator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        moderator.post(page(model, "changelist"), {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"})
        assert model._default_manager.values().get(pk=row.pk) == before, model


def test_money_and_state_are_no_fields_of_any_form(world: Contract, moderator: Client) -> None:
    milestone = Milestone.objects.filter(contract=world).first()
    assert milestone is not None
    html = moderator.get(page(Milestone, "change", milestone.pk)).content.decode()
    assert 'name="status"' not in html
    assert "_minor" not in "".join(part for part in html.split("<") if part.startswith(("input", "select", "textarea")))


def test_a_challenge_is_taken_down_and_brought_back(world: Contract, moderator: Client, client: Client, max_: User) -> None:
    challenge = Challenge.objects.get(title="A second clock")
    chosen = act(moderator, Challenge, "take_down", challenge)
    address = chosen.redirect_chain[-1][0]
    assert moderator.post(address, {"reason": ""}).status_code == 200  # a reason is asked for
    assert client.get(challenge.get_absolute_url()).status_code == 200
    moderator.post(address, {"reason": "Not what it says it is."})
    assert client.get(challenge.get_absolute_url()).status_code == 404
    assert Event.objects.of(challenge).filter(actor=max_).exists()
    act(moderator, Challenge, "bring_back", challenge, "?review=removed")
    assert client.get(challenge.get_absolute_url()).status_code == 200


def test_a_review_is_hidden_and_restored(world: Contract, moderator: Client) -> None:
    review = Review.objects.filter(contract=world).order_by("id")[0]
    act(moderator, Review, "hide", review, reason="It names a child.")
    assert Review.objects.get(pk=review.pk).status == "hidden"
    act(moderator, Review, "restore", review, reason="It was a ship’s name.")
    assert Review.objects.get(pk=review.pk).status == "published"


def test_suspended_people_are_out_at_once(world: Contract, moderator: Client, eve: User, signed_in: Callable[[User], Client]) -> None:
    hers = signed_in(eve)
    assert hers.get("/dashboard/").status_code == 200
    act(moderator, User, "suspend", eve, reason="Sold other people’s drawings.")
    assert hers.get("/dashboard/").headers["Location"].startswith("/accounts/login/")
    assert "Sold other people’s drawings." in hers.get("/").content.decode()
    act(moderator, User, "restore", eve)
    eve.refresh_from_db()
    assert signed_in(eve).get("/dashboard/").status_code == 200


def test_a_suspended_moderator_is_out_of_the_admin(world: Contract, max_: User, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(max_)
    assert client.get("/admin/").status_code == 200
    User.objects.filter(pk=max_.pk).update(is_active=False)
    assert "/accounts/login/" in client.get("/admin/", follow=True).redirect_chain[-1][0]


def test_a_letter_is_sent_again(world: Contract, moderator: Client) -> None:
    letter = Email.objects.order_by("id")[0]
    Email.objects.filter(pk=letter.pk).update(status="failed", attempts=9)
    act(moderator, Email, "try_again", letter)
    assert Email.objects.get(pk=letter.pk).status != "failed"


def test_a_transfer_is_tried_again(olga: User, sam: User, moderator: Client) -> None:
    scripts.order("transfer", "fail")
    services.approve(cast.delivered(cast.funded(cast.contract(olga, sam))).milestone, by=olga, verdicts=MET)
    operation = Operation.objects.get()
    assert operation.status == "pending"
    act(moderator, Operation, "try_again", operation)
    assert Operation.objects.get().status == "done"


def test_one_signs_in_at_the_sites_own_door(client: Client, eve: User, moderator: Client, signed_in: Callable[[User], Client]) -> None:
    asked = client.get("/admin/contracts/contract/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    assert "/admin/contracts/contract/" in asked.redirect_chain[-1][0].replace("%2F", "/")
    assert "__all__" not in asked.content.decode()
    assert signed_in(eve).get("/admin/", follow=True).status_code == 404
    assert moderator.get("/admin/login/").headers["Location"] == "/admin/"
    assert moderator.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"
    assert moderator.post("/admin/logout/").headers["Location"] == "/accounts/logout/"


def test_strangers_find_no_action(world: Contract, eve: User, signed_in: Callable[[User], Client]) -> None:
    challenge = Challenge.objects.get(title="A second clock")
    assert act(signed_in(eve), Challenge, "take_down", challenge).status_code == 404
    assert Challenge.objects.get(pk=challenge.pk).removed_at is None
