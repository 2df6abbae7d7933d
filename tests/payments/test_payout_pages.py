"""Settings → payouts, and what other pages say about the account: before applying, on the contract, on the dashboard."""

from typing import Any

import pytest
from django.urls import reverse

from apps.payments import services
from apps.payments.models import Debt, PayoutAccount
from openchance.demo import cast as demo

from .bank import Bank, open_bank
from .test_waiting import make_ready, release

pytestmark = pytest.mark.django_db
URL = "/settings/payouts/"


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    return open_bank(monkeypatch)


def text(client: Any, url: str = URL, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_sandbox_says_that_it_needs_nothing(sam: Any, signed_in: Any) -> None:
    page = text(signed_in(sam))
    assert "The sandbox pays out by itself and needs no account of yours" in page
    assert "Set up payouts" not in page
    assert signed_in(sam).post(reverse("payments:onboard"), {"country": "DE"}).status_code == 409
    assert not PayoutAccount.objects.exists()


def test_newcomer_sets_up_payouts(sam: Any, bank: Bank, signed_in: Any) -> None:
    sams = signed_in(sam)
    page = text(sams)
    assert "Not set up" in page
    assert "You can also win first" in page
    answer = sams.post(reverse("payments:onboard"), {"country": "DE"})
    assert (answer.status_code, answer["Location"]) == (302, "https://bank.example/acct_1/1")
    page = text(sams)
    assert "Something is missing" in page
    assert "The bank account that is to be paid" in page
    assert "A photo of your identity document" in page
    assert sams.post(reverse("payments:onboard"))["Location"] == "https://bank.example/acct_1/2"


def test_link_that_was_used_before_is_replaced(sam: Any, bank: Bank, signed_in: Any) -> None:
    sams = signed_in(sam)
    assert "Choose the country of your bank account" in text(sams, reverse("payments:onboard_refresh"), 409)
    sams.post(reverse("payments:onboard"), {"country": "DE"})
    assert sams.get(reverse("payments:onboard_refresh"))["Location"] == "https://bank.example/acct_1/2"


def test_coming_back_says_what_is_true_now(sam: Any, bank: Bank, signed_in: Any) -> None:
    sams = signed_in(sam)
    assert sams.get(reverse("payments:onboard_return"))["Location"] == URL
    sams.post(reverse("payments:onboard"), {"country": "DE"})
    sams.get(reverse("payments:onboard_return"))
    assert "The payment service still needs something from you" in text(sams)
    bank.becomes("acct_1", "ready", currency="SEK")
    sams.get(reverse("payments:onboard_return"))
    page = text(sams)
    assert "Your payout account is ready." in page
    assert "exchanges into SEK at its own rate" in page
    assert "po_1" in page
    bank.down = True
    assert sams.get(reverse("payments:onboard_return"))["Location"] == URL


@pytest.mark.parametrize("country", ["", "XX", "<script>", "DE" * 200])
def test_bad_country_is_422_and_opens_nothing(sam: Any, bank: Bank, signed_in: Any, country: str) -> None:
    answer = signed_in(sam).post(reverse("payments:onboard"), {"country": country})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not PayoutAccount.objects.exists()


def test_country_that_the_gateway_refuses_stands_at_the_field(sam: Any, bank: Bank, signed_in: Any) -> None:
    answer = signed_in(sam).post(reverse("payments:onboard"), {"country": "KP"})
    assert answer.status_code == 422
    assert "opens no account in North Korea now" in answer.content.decode()


def test_page_works_while_the_gateway_is_down(sam: Any, bank: Bank, signed_in: Any) -> None:
    make_ready(bank, sam)
    bank.down = True
    sams = signed_in(sam)
    page = text(sams)
    assert "does not answer just now" in page
    assert "Ready" in page
    for name in ("onboard", "payout_dashboard"):
        answer = sams.post(reverse(f"payments:{name}"))
        assert answer.status_code == 409
        assert "does not answer" in answer.content.decode()
    assert sams.post(reverse("payments:payout_schedule"), {"schedule": "weekly"}).status_code == 409
    assert services.account_of(sam, "sandbox").schedule == "daily"  # type: ignore[union-attr]


def test_schedule_and_dashboard(sam: Any, bank: Bank, signed_in: Any) -> None:
    sams = signed_in(sam)
    assert sams.post(reverse("payments:payout_dashboard")).status_code == 409
    make_ready(bank, sam)
    assert sams.post(reverse("payments:payout_dashboard"))["Location"] == "https://bank.example/acct_1/dashboard"
    assert sams.post(reverse("payments:payout_schedule"), {"schedule": "weekly"})["Location"] == URL
    assert bank.schedules == {"acct_1": "weekly"}
    assert '<option value="weekly" selected>' in text(sams)
    for bad in ("", "hourly", "weekly\x00"):
        assert sams.post(reverse("payments:payout_schedule"), {"schedule": bad}).status_code == 422


def test_everybody_sees_their_own_only(sam: Any, eve: Any, bank: Bank, signed_in: Any, client: Any) -> None:
    make_ready(bank, sam)
    assert "acct_1" not in text(signed_in(eve))
    assert "Not set up" in text(signed_in(eve))
    for name in ("payouts", "onboard_return", "onboard_refresh"):
        assert client.get(reverse(f"payments:{name}"))["Location"].startswith("/accounts/login/")
    for name in ("onboard", "payout_dashboard", "payout_schedule"):
        assert client.post(reverse(f"payments:{name}"))["Location"].startswith("/accounts/login/")
        assert signed_in(sam).get(reverse(f"payments:{name}")).status_code == 405
    assert PayoutAccount.objects.count() == 1


def test_waiting_money_says_why_here_on_the_contract_and_on_the_dashboard(delivered: Any, sam: Any, olga: Any, bank: Bank, signed_in: Any) -> None:
    release(delivered)
    sams = signed_in(sam)
    page = text(sams)
    assert "€552.00" in page
    assert "it waits for your payout account" in page
    contract = delivered.contract.get_absolute_url()
    assert "<b>€552.00</b> is yours and waits for your payout account" in text(sams, contract)
    assert "waits for your payout account" not in text(signed_in(olga), contract)
    dashboard = text(sams, "/dashboard/")
    assert "€552.00 waits for your payout account" in dashboard
    assert "payout account" not in text(signed_in(olga), "/dashboard/")
    make_ready(bank, sam)
    assert "waits for your payout account" not in text(sams, contract) + text(sams, "/dashboard/") + text(sams)


def test_reserve_and_its_end_are_shown(delivered: Any, sam: Any, signed_in: Any, settings: Any) -> None:
    settings.PAYOUT_RESERVE_DAYS = 7
    release(delivered)
    page = text(signed_in(sam))
    assert "it is kept in reserve until" in page
    assert "Each released amount stays with us for 7 days" in page
    assert "is yours and is kept in reserve until" in text(signed_in(sam), delivered.contract.get_absolute_url())


def test_hold_and_debt_are_shown(sam: Any, max_: Any, signed_in: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Your card <b>is</b> being checked.")
    Debt.objects.create(user=sam, currency="EUR", owed_minor=12300)
    page = text(signed_in(sam))
    assert "Payouts to you are on hold" in page
    assert "Your card &lt;b&gt;is&lt;/b&gt; being checked." in page
    assert "€123.00" in page
    assert "It is taken from what is released to you next" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("review", "Being checked"),
        ("restricted", "pays nothing into your account now"),
        ("rejected", "closed your account, and that is final"),
        ("gone", "Set up a new one"),
    ],
)
def test_states_in_words(sam: Any, bank: Bank, signed_in: Any, state: str, words: str) -> None:
    account = make_ready(bank, sam)
    bank.becomes("acct_1", state)
    services.refresh_account(account)
    page = text(signed_in(sam))
    assert words in page
    assert ('name="country"' in page) == (state == "gone")
    assert (reverse("payments:onboard") in page) == (state in ("restricted", "gone"))


def test_whole_units_are_explained(sam: Any, bank: Bank, signed_in: Any) -> None:
    account = make_ready(bank, sam)
    bank.becomes("acct_1", "ready", currency="HUF")
    services.refresh_account(account)
    assert "Banks are paid whole HUF only" in text(signed_in(sam))


def test_before_applying_one_sees_what_the_account_needs_and_may_apply(olga: Any, rita: Any, bank: Bank, signed_in: Any) -> None:
    challenge = demo.open_challenge(olga)
    url = reverse("applications:apply", args=[challenge.slug, challenge.code])
    ritas = signed_in(rita)
    page = text(ritas, url)
    assert "To be paid you need a payout account" in page
    assert "Send the application" in page
    services.start_onboarding(rita, country="SE")
    assert "it needs the bank account that is to be paid and a photo of your identity document" in text(ritas, url)
    account = make_ready(bank, rita, "SE")
    assert "Your payout account is ready for it" in text(ritas, url)
    bank.becomes(account.account_id, "ready", currency="SEK")
    services.refresh_account(account)
    assert "It is paid in EUR; your account takes SEK" in text(ritas, url)
    application = demo.application(challenge, rita)
    assert "your account takes SEK" in text(ritas, reverse("applications:edit", args=[application.pk]))


def test_before_applying_in_the_sandbox(olga: Any, rita: Any, signed_in: Any) -> None:
    challenge = demo.open_challenge(olga)
    page = text(signed_in(rita), reverse("applications:apply", args=[challenge.slug, challenge.code]))
    assert "The sandbox pays out by itself; you need no payout account." in page


def test_page_works_while_every_gateway_is_switched_off(delivered: Any, sam: Any, max_: Any, signed_in: Any, settings: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Wait.")
    release(delivered)
    settings.ALLOW_SANDBOX_PAYMENTS = False
    services.release_hold(sam, by=max_)
    assert "Waiting for you" in text(signed_in(sam))
    assert services.perform_due() == 0
    assert signed_in(sam).post(reverse("payments:onboard"), {"country": "DE"}).status_code == 409
