"""Finance staff hold payouts, keep a reserve and ask about accounts; other moderators look on."""

from typing import Any

import pytest
from django.urls import reverse

from apps.core.models import Event
from apps.payments import services
from apps.payments.models import PayoutAccount, PayoutTerms
from apps.users.models import User

from .bank import Bank, open_bank
from .test_waiting import make_ready, release

pytestmark = pytest.mark.django_db
ADD = "/admin/payments/payoutterms/add/"


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    return open_bank(monkeypatch)


@pytest.fixture
def mona(rita: User) -> User:
    """A moderator without the finance role."""
    rita.is_staff = True
    rita.save(update_fields=["is_staff"])
    return rita


def act(client: Any, name: str, action: str, row: Any, **words: str) -> Any:
    url = reverse(f"admin:payments_{name}_changelist")
    return client.post(url, {"action": action, "_selected_action": [str(row.pk)], **words}, follow=True)


def test_finance_holds_and_lets_go(delivered: Any, sam: Any, max_: Any, bank: Bank, signed_in: Any) -> None:
    account, maxs = make_ready(bank, sam), signed_in(max_)
    assert "Say why" in act(maxs, "payoutaccount", "hold", account).content.decode()
    assert "1 put on hold." in act(maxs, "payoutaccount", "hold", account, reason="We check a card.").content.decode()
    operation = release(delivered)
    assert operation.waits_for == "hold"
    terms = PayoutTerms.objects.get()
    assert maxs.get(reverse("admin:payments_payoutterms_change", args=[terms.pk])).status_code == 200
    assert "on hold already" in act(maxs, "payoutterms", "hold", terms, reason="Again.").content.decode()
    assert "1 paid again." in act(maxs, "payoutterms", "release_hold", terms).content.decode()
    operation.refresh_from_db()
    assert operation.status == "done"
    assert list(Event.objects.of(terms).values_list("verb", "actor__handle")) == [("hold", "max"), ("release_hold", "max")]


def test_finance_sets_a_reserve(sam: Any, max_: Any, signed_in: Any) -> None:
    maxs = signed_in(max_)
    assert maxs.get(ADD).status_code == 200
    assert maxs.post(ADD, {"handle": "@Sam", "days": "30", "reason": ""}).status_code == 302
    terms = PayoutTerms.objects.get()
    assert (terms.user, terms.reserve_days, terms.held_at) == (sam, 30, None)
    assert "No action selected" in act(maxs, "payoutterms", "set_reserve", terms, days="a week").content.decode()
    assert "1 changed." in act(maxs, "payoutterms", "set_reserve", terms, days="").content.decode()
    assert PayoutTerms.objects.get().reserve_days is None
    assert maxs.post(ADD, {"handle": "sam", "days": "", "reason": "We check a card."}).status_code == 302  # the same row
    assert PayoutTerms.objects.get().held_reason == "We check a card."
    again = maxs.post(ADD, {"handle": "sam", "days": "", "reason": "Again."})
    assert "on hold already" in again.content.decode()
    for bad in ({"handle": "nobody"}, {"handle": "sam", "days": "181"}, {"handle": "sam", "days": "-1"}):
        assert maxs.post(ADD, bad).status_code == 200
    assert PayoutTerms.objects.count() == 1


def test_nobody_decides_when_they_are_paid_themselves(sam: User, max_: User, signed_in: Any) -> None:
    User.objects.filter(pk=sam.pk).update(is_staff=True, is_finance=True)
    sams = signed_in(User.objects.get(pk=sam.pk))
    assert "This money is your own" in sams.post(ADD, {"handle": "sam", "days": "0", "reason": ""}).content.decode()
    assert not PayoutTerms.objects.exists()
    services.set_reserve(sam, 30, by=max_)
    services.hold_payouts(sam, by=max_, reason="We check a card.")
    for action in ("hold", "release_hold", "set_reserve"):
        page = act(sams, "payoutterms", action, PayoutTerms.objects.get(), reason="Mine.", days="0")
        assert "This money is your own" in page.content.decode()
    terms = PayoutTerms.objects.get()
    assert (terms.reserve_days, terms.held_reason) == (30, "We check a card.")


def test_finance_asks_about_an_account(sam: Any, max_: Any, bank: Bank, signed_in: Any) -> None:
    account = make_ready(bank, sam)
    bank.becomes(account.account_id, "restricted")
    assert "1 asked about." in act(signed_in(max_), "payoutaccount", "ask_again", account).content.decode()
    assert PayoutAccount.objects.get().state == "restricted"
    bank.down = True
    assert "does not answer" in act(signed_in(max_), "payoutaccount", "ask_again", account).content.decode()


def test_other_moderators_look_and_strangers_do_not(sam: Any, eve: Any, mona: Any, max_: Any, bank: Bank, signed_in: Any) -> None:
    account, monas = make_ready(bank, sam), signed_in(mona)
    services.set_reserve(sam, 3, by=max_)
    assert monas.get(reverse("admin:payments_payoutaccount_changelist")).status_code == 200
    assert monas.get(reverse("admin:payments_payoutaccount_change", args=[account.pk])).status_code == 200
    assert monas.get(ADD).status_code == 403
    for action in ("hold", "set_reserve", "ask_again"):
        act(monas, "payoutaccount", action, account, reason="Because.", days="9")
    assert (PayoutTerms.objects.get().held_at, PayoutTerms.objects.get().reserve_days) == (None, 3)
    assert signed_in(eve).get(reverse("admin:payments_payoutaccount_changelist")).status_code != 200
    assert monas.post(reverse("admin:payments_payoutaccount_delete", args=[account.pk]), {"post": "yes"}).status_code == 403
