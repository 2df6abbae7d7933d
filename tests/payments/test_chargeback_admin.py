"""Operators read a chargeback, answer it, and on a laptop play the bank."""

from typing import Any

import pytest
from django.urls import reverse

from apps.payments.models import Chargeback, SandboxChargeback, SandboxSession
from apps.users.models import User

from .chargebacks import charged_back, fresh

pytestmark = pytest.mark.django_db


def url(row: Any, name: str = "change", *more: str) -> str:
    return reverse(f"admin:payments_chargeback_{name}", args=[row.pk, *more])


def act(client: Any, name: str, action: str, row: Any) -> Any:
    return client.post(reverse(f"admin:payments_{name}_changelist"), {"action": action, "_selected_action": [str(row.pk)]})


@pytest.fixture
def moderator(max_: User) -> User:
    """Staff without the finance role."""
    User.objects.filter(pk=max_.pk).update(is_superuser=False, is_finance=False)
    return User.objects.get(pk=max_.pk)


def test_from_the_claim_to_the_end_on_a_laptop(delivered: Any, max_: User, signed_in: Any) -> None:
    client = signed_in(max_)
    act(client, "sandboxsession", "want_back", SandboxSession.objects.get())
    row = Chargeback.objects.get()
    page = client.get(url(row)).content.decode()
    assert "Evidence is due" in page and "Send the evidence now" in page and "Download the evidence" in page
    client.post(url(row, "state"), {"statement": "He had approved it."})
    client.post(url(row, "press", "send"))
    row.refresh_from_db()
    assert (row.status, row.statement) == ("sent", "He had approved it.")
    pdf = client.get(url(row, "evidence"))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-") and "attachment" in pdf["Content-Disposition"]
    act(client, "sandboxchargeback", "win", SandboxChargeback.objects.get())
    row.refresh_from_db()
    assert row.status == "won" and fresh(delivered).frozen_at is None
    page = client.get(url(row)).content.decode()
    assert "Send the evidence now" not in page and "Chargeback won" in page


def test_a_question_that_becomes_a_loss(delivered: Any, max_: User, signed_in: Any) -> None:
    client = signed_in(max_)
    act(client, "sandboxsession", "ask", SandboxSession.objects.get())
    assert "the bank has taken nothing" in client.get(url(Chargeback.objects.get())).content.decode()
    act(client, "sandboxchargeback", "take", SandboxChargeback.objects.get())
    act(client, "sandboxchargeback", "lose", SandboxChargeback.objects.get())
    assert Chargeback.objects.get().status == "lost" and fresh(delivered).status == "refunded"


def test_it_is_accepted(delivered: Any, max_: User, signed_in: Any) -> None:
    row, client = charged_back(delivered), signed_in(max_)
    client.post(url(row, "press", "accept"))
    page = client.get(url(row)).content.decode()
    assert Chargeback.objects.get().accepted_at and "accepted by us" in page and "Send the evidence now" not in page
    assert "It is too late" in client.post(url(row, "press", "accept"), follow=True).content.decode()


def test_nobody_answers_about_their_own_payment(delivered: Any, olga: User, signed_in: Any) -> None:
    row = charged_back(delivered)
    User.objects.filter(pk=olga.pk).update(is_staff=True, is_finance=True)
    client = signed_in(User.objects.get(pk=olga.pk))
    for verb in ("send", "accept"):
        assert "This money is your own" in client.post(url(row, "press", verb), follow=True).content.decode()
    assert "This money is your own" in client.post(url(row, "state"), {"statement": "Believe me."}, follow=True).content.decode()
    act(client, "chargeback", "send", row)
    row.refresh_from_db()
    assert (row.status, row.accepted_at, row.asked_at, row.statement) == ("open", None, None, "")


def test_actions_of_the_list(delivered: Any, max_: User, signed_in: Any) -> None:
    row, client = charged_back(delivered), signed_in(max_)
    assert act(client, "chargeback", "refresh", row).status_code == 302
    act(client, "chargeback", "send", row)
    assert Chargeback.objects.get().status == "sent"


def test_moderators_look_and_do_nothing(delivered: Any, moderator: User, signed_in: Any) -> None:
    row, client = charged_back(delivered), signed_in(moderator)
    page = client.get(url(row))
    assert page.status_code == 200 and "Send the evidence now" not in page.content.decode()
    assert client.get(url(row, "evidence")).status_code == 200
    for verb in ("send", "accept", "refresh", "prepare"):
        assert client.post(url(row, "press", verb)).status_code == 403
    assert client.post(url(row, "state"), {"statement": "Mine."}).status_code == 403
    row.refresh_from_db()
    assert (row.status, row.statement, row.accepted_at) == ("open", "", None)


def test_nobody_else(delivered: Any, olga: User, sam: User, eve: User, signed_in: Any, client: Any) -> None:
    row = charged_back(delivered)
    for visitor in (client, signed_in(olga), signed_in(sam), signed_in(eve)):
        for address in (url(row), url(row, "evidence")):
            assert visitor.get(address).status_code in (302, 403, 404)
        assert visitor.post(url(row, "press", "send")).status_code in (302, 403, 404)
    assert Chargeback.objects.get().status == "open"


def test_wrong_methods_and_unknown_verbs(delivered: Any, max_: User, signed_in: Any) -> None:
    row, client = charged_back(delivered), signed_in(max_)
    assert client.get(url(row, "press", "send")).status_code == 405
    assert client.post(url(row, "press", "dance")).status_code == 404
    assert client.post(url(row, "evidence")).status_code == 405
    assert client.get(reverse("admin:payments_chargeback_change", args=["nonsense"])).status_code == 404
    Chargeback.objects.update(evidence="")
    assert client.get(url(row, "evidence")).status_code == 404
    long = client.post(url(row, "state"), {"statement": "x" * 5001})
    assert long.status_code == 200 and "at most 5000" in long.content.decode()
