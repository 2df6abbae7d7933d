"""A solver's account at the gateway: opened once, followed, replaced only where it may be."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown, WrongObject
from apps.payments.models import PayoutAccount, WebhookEvent
from apps.payments.requirements import words_of
from apps.payments.services.accounts import refresh_accounts
from tests.races import run_parallel

from .bank import Bank, open_bank
from .faults import every_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    return open_bank(monkeypatch)


def account_of(user: Any) -> PayoutAccount:
    found = services.account_of(user, "sandbox")
    assert found is not None
    return found


def began(user: Any, country: str = "DE") -> PayoutAccount:
    services.start_onboarding(user, country=country)
    return account_of(user)


def heard(kind: str, *, object_id: str = "", account: str = "") -> WebhookEvent:
    return WebhookEvent(gateway="sandbox", event_id=f"sandbox:{kind}", kind=kind, object_id=object_id, account=account)


def test_onboarding_opens_one_account_and_leads_to_its_page(sam: Any, bank: Bank) -> None:
    assert services.start_onboarding(sam, country="DE") == "https://bank.example/acct_1/1"
    account = account_of(sam)
    assert (account.account_id, account.state, account.country, account.user) == ("acct_1", "incomplete", "DE", sam)
    assert account.needs == ["external_account", "individual.verification.document"]
    assert list(bank.opened) == [str(account.pk)]
    assert services.start_onboarding(sam, country="DE") == "https://bank.example/acct_1/2"  # a fresh link, the same account
    assert services.start_onboarding(sam) == "https://bank.example/acct_1/3"
    assert PayoutAccount.objects.count() == len(bank.opened) == 1


def test_sandbox_opens_none(sam: Any) -> None:
    with pytest.raises(Refused, match="needs no account"):
        services.start_onboarding(sam, country="DE")
    assert not PayoutAccount.objects.exists()


@pytest.mark.parametrize("country", ["", "XX", "de", "Germany", "EU"])
def test_country_must_exist(sam: Any, bank: Bank, country: str) -> None:
    with pytest.raises(Refused, match="Choose the country") as refusal:
        services.start_onboarding(sam, country=country)
    assert refusal.value.field == "country"
    assert not PayoutAccount.objects.exists()


def test_eight_tabs_at_once_open_one_account(sam: Any, bank: Bank) -> None:
    outcomes = run_parallel(8, lambda number: services.start_onboarding(sam, country="DE"))
    assert all(str(one).startswith("https://bank.example/acct_1/") for one in outcomes), outcomes
    assert len(bank.opened) == 1
    assert PayoutAccount.objects.filter(current=True).count() == 1


def test_lost_answer_goes_on_with_the_same_account(sam: Any, bank: Bank) -> None:
    bank.lost = True
    with pytest.raises(Refused, match="does not answer"):
        services.start_onboarding(sam, country="DE")
    assert account_of(sam).account_id == ""
    assert services.start_onboarding(sam) == "https://bank.example/acct_1/1"
    assert len(bank.opened) == 1


def test_process_that_dies_anywhere_leaves_one_account(sam: Any, bank: Bank) -> None:
    def again() -> None:
        services.start_onboarding(sam, country="DE")
        assert PayoutAccount.objects.filter(user=sam, current=True).count() == 1
        assert account_of(sam).account_id in {one.id for one in bank.opened.values()}
        assert account_of(sam).state == "incomplete"

    assert every_step(lambda: services.start_onboarding(sam, country="DE"), again) > 5


def test_refused_country_is_said_and_another_may_be_chosen(sam: Any, bank: Bank) -> None:
    with pytest.raises(Refused, match="opens no account in North Korea") as refusal:
        services.start_onboarding(sam, country="KP")
    assert refusal.value.field == "country"
    assert services.account_of(sam, "sandbox") is None
    assert began(sam).country == "DE"


def test_account_begun_in_the_wrong_country_is_replaced(sam: Any, bank: Bank) -> None:
    first = began(sam, "DE")
    second = began(sam, "FR")
    assert (second.account_id, second.country) == ("acct_2", "FR")
    first.refresh_from_db()
    assert not first.current
    bank.becomes("acct_2", "ready")
    services.refresh_account(second)
    assert began(sam, "DE").account_id == "acct_2"  # too late now: it is used


def test_gone_account_makes_room_and_a_rejected_one_does_not(sam: Any, bank: Bank) -> None:
    first = began(sam)
    bank.becomes("acct_1", "gone")
    assert services.refresh_account(first).state == "gone"
    with pytest.raises(Refused, match="Choose the country"):
        services.start_onboarding(sam)
    second = began(sam)
    assert (second.account_id, PayoutAccount.objects.count()) == ("acct_2", 2)
    bank.becomes("acct_2", "rejected", reason="rejected.fraud")
    services.refresh_account(second)
    with pytest.raises(Refused, match="final"):
        services.start_onboarding(sam, country="FR")
    bank.becomes("acct_2", "ready")  # it does not come back
    assert services.refresh_account(account_of(sam)).state == "rejected"
    assert PayoutAccount.objects.count() == 2


def test_state_is_written_and_told_once(sam: Any, bank: Bank) -> None:
    account = began(sam)
    bank.becomes("acct_1", "review")
    services.refresh_account(account)
    assert not Notification.objects.exists()
    bank.becomes("acct_1", "ready", currency="SEK")
    for _ in range(3):
        account = services.refresh_account(account)
    assert (account.state, account.currency, account.needs) == ("ready", "SEK", [])
    bank.becomes("acct_1", "ready", needs=("individual.id_number",))
    for _ in range(3):
        services.refresh_account(account)
    bank.becomes("acct_1", "gone")
    services.refresh_account(account)
    kinds = Notification.objects.filter(recipient=sam).order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == ["payout.ready", "payout.needs", "payout.gone"]
    states = Event.objects.of(account).filter(verb="state").values_list("before", "after")
    assert list(states) == [("incomplete", "review"), ("review", "ready"), ("ready", "ready"), ("ready", "gone")]


def test_later_question_wins_over_an_answer_that_comes_late(sam: Any, bank: Bank) -> None:
    account = began(sam)

    def meanwhile() -> None:  # between the gateway's answer and our writing it down
        bank.meet = None
        bank.becomes("acct_1", "ready")
        services.refresh_account(account_of(sam))

    bank.meet = meanwhile
    assert services.refresh_account(account).state == "ready"
    assert account_of(sam).state == "ready"


def test_somebody_elses_account_is_refused(sam: Any, rita: Any, bank: Bank) -> None:
    account = began(sam)
    bank.becomes("acct_1", "ready", user=str(rita.pk))
    with pytest.raises(WrongObject):
        services.refresh_account(account)
    assert account_of(sam).state == "incomplete"


@pytest.mark.parametrize(
    "event",
    [
        heard("account.updated", object_id="acct_1", account="acct_1"),
        heard("account.updated", object_id="acct_1"),
        heard("capability.updated", object_id="transfers", account="acct_1"),
        heard("account.external_account.created", object_id="ba_1", account="acct_1"),
        heard("payout.failed", object_id="po_1", account="acct_1"),
    ],
    ids=lambda event: f"{event.kind} {event.account}",
)
def test_events_about_the_account_make_us_ask(sam: Any, bank: Bank, event: WebhookEvent) -> None:
    began(sam)
    bank.becomes("acct_1", "ready")
    services.hear_account(event)
    assert account_of(sam).state == "ready"


def test_events_about_others_do_nothing(sam: Any, bank: Bank) -> None:
    began(sam)
    for event in (heard("account.updated", object_id="acct_9", account="acct_9"), heard("payout.paid", object_id="po_1"), heard("account.updated")):
        services.hear_account(event)
    assert bank.asked == 0


def test_disconnected_account_is_gone_also_where_nobody_may_ask_any_more(sam: Any, bank: Bank) -> None:
    began(sam)
    bank.opened.clear()
    with pytest.raises(GatewayRefusal):
        services.hear_account(heard("account.updated", object_id="acct_1"))
    assert account_of(sam).state == "incomplete"
    services.hear_account(heard("account.application.deauthorized", object_id="ca_1", account="acct_1"))
    assert account_of(sam).state == "gone"


def test_disconnecting_that_is_over_is_not_believed(sam: Any, bank: Bank) -> None:
    began(sam)
    bank.becomes("acct_1", "ready")
    services.hear_account(heard("account.application.deauthorized", account="acct_1"))
    assert account_of(sam).state == "ready"


def test_clock_asks_hourly_while_it_matters_and_daily_afterwards(sam: Any, bank: Bank) -> None:
    began(sam)
    assert refresh_accounts() == 0
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=61), tick=True):
        bank.becomes("acct_1", "ready")
        assert refresh_accounts() == 1
        assert account_of(sam).state == "ready"
        assert refresh_accounts() == 0
    with time_machine.travel(start + timedelta(hours=3), tick=True):
        assert refresh_accounts() == 0
    with time_machine.travel(start + timedelta(hours=26), tick=True):
        assert refresh_accounts() == 1


def test_clock_goes_on_when_one_account_cannot_be_asked_about(sam: Any, rita: Any, bank: Bank) -> None:
    began(sam)
    began(rita)
    key = next(iter(bank.opened))
    bank.opened.pop(key)
    bank.becomes("acct_2", "ready")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        assert refresh_accounts() == 1
        assert account_of(rita).state == "ready"
        assert refresh_accounts() == 0  # the broken one has its turn in an hour
    bank.down = True
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert refresh_accounts() == 0


def test_schedule_is_the_gateways_first(sam: Any, bank: Bank) -> None:
    with pytest.raises(Refused, match="no payout account"):
        services.set_schedule(sam, "weekly")
    began(sam)
    services.set_schedule(sam, "weekly")
    assert (account_of(sam).schedule, bank.schedules) == ("weekly", {"acct_1": "weekly"})
    with pytest.raises(Refused, match="Choose how often"):
        services.set_schedule(sam, "hourly")
    bank.down = True
    with pytest.raises(Refused, match="does not answer"):
        services.set_schedule(sam, "daily")
    assert account_of(sam).schedule == "weekly"


def test_gateway_that_is_down_changes_nothing(sam: Any, bank: Bank) -> None:
    bank.down = True
    with pytest.raises(Refused, match="does not answer"):
        services.start_onboarding(sam, country="DE")
    bank.down = False
    account = began(sam)
    bank.down = True
    with pytest.raises(OutcomeUnknown):
        services.refresh_account(account)
    assert account_of(sam).state == "incomplete"


def test_needs_are_said_in_words_each_once() -> None:
    needs = (
        "person_1A2b.first_name",
        "individual.last_name",
        "external_account",
        "tos_acceptance.date",
        "tos_acceptance.ip",
        "company.directors_x",
        "individual.dob.day",
    )
    assert words_of(needs) == [
        "your name",
        "the bank account that is to be paid",
        "your consent to its terms",
        "your date of birth",
        "something more that its page asks for",
    ]
    assert words_of(["individual.verification.document", "company.verification.additional_document"]) == [
        "a photo of your identity document",
        "a document that shows your address",
    ]
    assert words_of(()) == []
