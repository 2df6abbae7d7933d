"""The operators' pages about money: where all of it is, and what finance may do about it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Milestone
from apps.core.errors import Refused
from apps.core.models import Event
from apps.payments import overview, services
from apps.payments.gateways.sandbox import scripts
from apps.payments.models import Debt, JournalEntry, Operation, Payment, WebhookEvent
from apps.users.models import User
from openchance.demo import cast
from tests.races import run_parallel
from tests.standing import standing

from .proving import assert_clean

pytestmark = pytest.mark.django_db
MONEY = "/admin/payments/money/"


@pytest.fixture
def fiona(people: dict[str, User]) -> User:
    return people["fiona"]


@pytest.fixture
def finance(fiona: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(fiona)


@pytest.fixture
def mona(people: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    """She moderates, and has no finance role."""
    return signed_in(cast.person("mona", "Mona Reis", is_staff=True))


@pytest.fixture
def released(delivered: Any, olga: User) -> Milestone:
    standing(services.approve, delivered, by=olga)
    found: Milestone = Milestone.objects.get(pk=delivered.pk)
    return found


def at(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def verbs(row: Any) -> list[tuple[str, str]]:
    return [(event.verb, str(event.actor)) for event in Event.objects.of(row)]


def refund(client: Client, milestone: Milestone, **typed: Any) -> Any:
    """The form as the page has it, with what is typed."""
    address = at("money_refund", milestone.pk)
    html = client.get(address).content.decode()
    fields = dict(re.findall(r'name="(amount|key|seen)" value="([^"]*)"', html))
    return client.post(address, fields | {"reason": "The drawings were lost."} | typed, follow=True)


def test_the_overview_says_where_all_of_it_is(funded: Milestone, contract: Any, olga: User, sam: User, finance: Client) -> None:
    scripts.order("transfer", "fail", times=9)
    other = cast.delivered(cast.funded(cast.contract(olga, sam))).milestone
    services.approve(other, by=olga)
    Operation.objects.update(created_at=timezone.now() - timedelta(days=2))
    WebhookEvent.objects.filter(pk=WebhookEvent.objects.first().pk).update(status="failed", error="KeyError('colour')")  # type: ignore[union-attr]
    Debt.objects.create(user=sam, currency="EUR", owed_minor=4200)
    page = text(finance.get(MONEY))
    assert "€600.00 in all" in page  # held
    assert "1 operation stuck" in page and "1 dead letter" in page and "KeyError" in page
    assert "Payable to solvers €552.00 in all" in page
    assert "Receivable from solvers" in page and "€42.00" in page
    assert "Debits and credits add up to zero in every currency" in page
    held = text(finance.get(at("money_held", "EUR")))
    assert contract.title in held and "€600.00" in held
    assert "Nothing is held in this currency" in text(finance.get(at("money_held", "JPY")))
    for page_number in ("0", "-1", "x", "9" * 30):
        assert finance.get(at("money_held", "EUR"), {"page": page_number}).status_code == 200


def test_an_empty_house_has_an_overview_too(mona: Client) -> None:
    page = text(mona.get(MONEY))
    assert "Nothing is held now" in page and "Nobody owes us anything" in page and "paid out" in page


def test_held_contracts_come_in_pages_the_most_first(olga: User, sam: User) -> None:
    for _ in range(3):
        cast.funded(cast.contract(olga, sam))
    both = cast.contract(olga, sam)
    cast.funded(both, 1)
    cast.funded(both, 2)
    rows, more = overview.held_contracts("EUR", 1, size=2)
    assert [row.amount.minor for row in rows] == [180000, 60000] and more and rows[0].milestones == 2
    rows, more = overview.held_contracts("EUR", 2, size=2)
    assert [row.amount.minor for row in rows] == [60000, 60000] and not more
    assert [str(one) for one in overview.held()] == ["€3,600.00"]


def test_the_questions_do_not_grow_with_the_rows(olga: User, sam: User, finance: Client, django_assert_max_num_queries: Any) -> None:
    scripts.order("transfer", "fail", times=99)
    for _ in range(3):
        services.approve(cast.delivered(cast.funded(cast.contract(olga, sam))).milestone, by=olga)
        cast.funded(cast.contract(olga, sam))
    finance.get(MONEY)
    with django_assert_max_num_queries(30):
        finance.get(MONEY)


def test_one_contracts_money_is_on_one_page(released: Milestone, mona: Client, finance: Client) -> None:
    page = text(mona.get(at("money_contract", released.contract_id)))
    assert "Released €552.00" in page and "Fee €48.00" in page and "Transfer to the solver" in page and "Funded" in page
    assert "Refund…" not in page  # she may look
    assert "Refund…" in text(finance.get(at("money_contract", released.contract_id)))
    assert "Its money" in text(mona.get(at("contracts_contract_change", released.contract_id)))
    assert "Its money" in text(mona.get(at("contracts_milestone_change", released.pk)))
    assert mona.get(at("money_contract", released.pk)).status_code == 404


def test_freezing_and_unfreezing(delivered: Milestone, olga: User, fiona: User, finance: Client) -> None:
    address = at("money_freeze", delivered.pk)
    assert "please look" in text(finance.post(address, {"reason": " "})).lower()
    assert Milestone.objects.get(pk=delivered.pk).frozen_at is None
    assert "is frozen" in text(finance.post(address, {"reason": "The card\nis said to be stolen."}, follow=True))
    frozen = Milestone.objects.get(pk=delivered.pk)
    assert frozen.frozen_at and frozen.frozen_reason == "The card is said to be stolen."
    assert "frozen already" in text(finance.post(address, {"reason": "Again."}, follow=True))
    with pytest.raises(Refused, match="frozen"):
        services.approve(frozen, by=olga)
    assert "go out" in text(finance.get(at("money_unfreeze", delivered.pk)))
    assert "moves again" in text(finance.post(at("money_unfreeze", delivered.pk), follow=True))
    assert "not frozen" in text(finance.post(at("money_unfreeze", delivered.pk), follow=True))
    assert [one for one in verbs(delivered) if "freeze" in one[0]] == [("freeze", str(fiona)), ("unfreeze", str(fiona))]
    services.approve(Milestone.objects.get(pk=delivered.pk), by=olga)
    assert_clean()


def test_nobody_freezes_or_refunds_their_own(funded: Milestone, olga: User, signed_in: Callable[[User], Client]) -> None:
    User.objects.filter(pk=olga.pk).update(is_staff=True, is_finance=True)
    client = signed_in(User.objects.get(pk=olga.pk))
    freeze = client.post(reverse("admin:money_freeze", args=[funded.pk]), {"reason": "Mine."}, follow=True)
    page = client.get(reverse("admin:money_refund", args=[funded.pk]))
    initial = page.context["form"].initial
    words = {"amount": "600", "reason": "Mine.", "key": initial["key"], "seen": initial["seen"], "confirm": "1"}
    refund = client.post(reverse("admin:money_refund", args=[funded.pk]), words, follow=True)
    assert "This money is your own" in freeze.content.decode() and "This money is your own" in refund.content.decode()
    funded.refresh_from_db()
    assert (funded.held_minor, funded.frozen_at) == (60000, None)


def test_a_frozen_milestones_transfer_waits_and_goes_out_afterwards(delivered: Milestone, olga: User, fiona: User) -> None:
    scripts.order("transfer", "fail")
    services.approve(delivered, by=olga)
    services.freeze_milestone(delivered, by=fiona, reason="Looked at.")
    operation = Operation.objects.get()
    services.retry_operation(operation, by=fiona)
    assert Operation.objects.get().waits_for == "chargeback"
    services.unfreeze_milestone(delivered, by=fiona)
    assert Operation.objects.get().status == "done"


def test_what_is_held_goes_back_whole(funded: Milestone, fiona: User, finance: Client) -> None:
    assert "Before its release a milestone goes back whole" in text(refund(finance, funded, amount="10"))
    for amount in ("", "x", "-5", "0", "600.001", "601", "9" * 40):
        assert "Nothing was refunded" in text(refund(finance, funded, amount=amount))
    assert "Nothing was refunded" in text(refund(finance, funded, reason=""))
    assert "This will happen" in text(refund(finance, funded))
    assert not Operation.objects.exists()  # a look is no refund
    assert "€600.00 goes back to Olga Lindqvist" in text(refund(finance, funded, confirm="1"))
    assert Milestone.objects.get(pk=funded.pk).status == "refunded"
    assert ("staff_refund", str(fiona)) in verbs(funded)
    assert "Nothing of this milestone is left" in text(refund(finance, funded, confirm="1"))
    assert_clean()


def test_a_part_comes_back_from_the_solver_after_the_release(released: Milestone, finance: Client) -> None:
    look = text(refund(finance, released, amount="100"))
    assert "€100.00 goes back to Olga Lindqvist" in look and "€8.00 of it is our fee" in look and "€92.00 is asked back from Sam Okafor" in look
    assert "At most €600.00" in text(refund(finance, released, amount="700"))
    assert "€100.00 goes back" in text(refund(finance, released, amount="100", confirm="1"))
    now = Milestone.objects.get(pk=released.pk)
    assert (now.refunded_minor, now.released_minor, now.fee_minor) == (10000, 46000, 4000)
    assert_clean()


def test_a_transfer_that_was_not_sent_pays_first(delivered: Milestone, olga: User, fiona: User, finance: Client) -> None:
    services.hold_payouts(delivered.solver, by=fiona, reason="Looked at.")
    services.approve(delivered, by=olga)
    look = text(refund(finance, delivered, amount="100"))
    assert "€92.00 was not sent to Sam Okafor yet" in look and "asked back" not in look


def test_the_same_press_twice_and_two_people_at_once_are_one_refund(released: Milestone, finance: Client) -> None:
    address = at("money_refund", released.pk)
    fields = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', finance.get(address).content.decode()))
    typed = fields | {"amount": "100", "reason": "Half of it was missing.", "confirm": "1"}
    outcomes = run_parallel(8, lambda number: window(finance).post(address, typed).status_code)
    assert set(outcomes) == {302}
    assert Operation.objects.filter(kind="refund").count() == 1
    assert "Meanwhile" in text(finance.post(address, typed | {"key": "0192c0de-0000-7000-8000-000000000000"}, follow=True))
    assert Milestone.objects.get(pk=released.pk).refunded_minor == 10000
    assert_clean()


def window(client: Client) -> Client:
    """The same browser in a thread of its own."""
    other = Client()
    other.cookies = client.cookies
    return other


def test_buttons_beside_rows(delivered: Milestone, olga: User, fiona: User, finance: Client) -> None:
    scripts.order("transfer", "fail")
    services.approve(delivered, by=olga)
    operation, event, payment = Operation.objects.get(), WebhookEvent.objects.first(), Payment.objects.get()
    assert event is not None
    WebhookEvent.objects.filter(pk=event.pk).update(status="failed")
    back = {"HTTP_REFERER": f"http://testserver{at('money_contract', delivered.contract_id)}"}
    pressed = finance.post(at("money_press", "operation", operation.pk), **back)  # type: ignore[arg-type]
    assert pressed.headers["Location"] == back["HTTP_REFERER"]
    assert Operation.objects.get().status == "done" and ("retry", str(fiona)) in verbs(operation)
    assert "Nothing waits there" in text(finance.post(at("money_press", "operation", operation.pk), follow=True))
    finance.post(at("money_press", "webhookevent", event.pk))
    assert WebhookEvent.objects.get(pk=event.pk).status == "done" and ("retry", str(fiona)) in verbs(event)
    assert "was asked" in text(finance.post(at("money_press", "payment", payment.pk), follow=True))
    assert ("ask_gateway", str(fiona)) in verbs(payment)
    Payment.objects.update(session_id="gone")
    assert "The gateway" in text(finance.post(at("money_press", "payment", payment.pk), follow=True))
    pressed = finance.post(at("money_press", "payment", payment.pk), HTTP_REFERER="https://elsewhere.example/")
    assert pressed.headers["Location"] == MONEY
    assert finance.post(at("money_press", "entry", payment.pk)).status_code == 404
    assert finance.get(at("money_press", "payment", payment.pk)).status_code == 405


def turned_away(response: Any) -> bool:
    """To the door, where those who are signed in and do not moderate find nothing."""
    place: str = response.headers.get("Location", "")
    return response.status_code == 302 and place.startswith(("/accounts/login/", "/admin/login/"))


def test_who_may_look_and_who_may_act(released: Milestone, eve: User, mona: Client, signed_in: Callable[[User], Client]) -> None:
    key = released.pk
    looks = [MONEY, at("money_held", "EUR"), at("money_contract", released.contract_id)]
    acts = [at("money_refund", key), at("money_freeze", key), at("money_unfreeze", key), at("money_press", "operation", Operation.objects.get().pk)]
    stranger, before = signed_in(eve), (Event.objects.count(), JournalEntry.objects.count(), Operation.objects.count())
    for address in looks + acts:
        for client in (Client(), stranger):
            assert turned_away(client.get(address)), address
            assert turned_away(client.post(address, {"reason": "Mine.", "amount": "5", "confirm": "1"})), address
    for address in looks:
        assert mona.get(address).status_code == 200
        assert mona.post(address).status_code == 405
    for address in acts:
        assert mona.post(address, {"reason": "Mine.", "amount": "5", "confirm": "1"}).status_code == 403
        assert mona.get(address).status_code == 403
    assert (Event.objects.count(), JournalEntry.objects.count(), Operation.objects.count()) == before


def test_a_moderators_actions_in_the_lists_are_refused(released: Milestone, mona: Client) -> None:
    operation = Operation.objects.get()
    assert "try_again" not in mona.get(at("payments_operation_changelist")).content.decode()
    mona.post(at("payments_operation_changelist"), {"action": "try_again", "_selected_action": [str(operation.pk)]})
    assert ("retry", "Mona Reis") not in verbs(operation)
    assert text(mona.get(at("payments_operation_changelist"), {"stuck": "1"}))


def test_forms_ask_for_their_token(released: Milestone, fiona: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(fiona)
    assert browser.post(at("money_freeze", released.pk), {"reason": "Mine."}).status_code == 403
    assert Milestone.objects.get(pk=released.pk).frozen_at is None
