"""Operators read everything and change nothing by hand; their actions go through the services."""

from typing import Any

import pytest
from django.urls import reverse

from apps.payments import services
from apps.payments.gateways.sandbox import scripts
from apps.payments.models import JournalEntry, Operation, Payment, SandboxTransfer, WebhookEvent

pytestmark = pytest.mark.django_db
NAMES = [
    "journalentry", "operation", "payment", "sandboxevent", "sandboxrefund", "sandboxscript", "sandboxsession", "sandboxtransfer", "webhookevent",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_lists_and_rows_open(name: str, delivered: Any, olga: Any, max_: Any, signed_in: Any) -> None:
    services.approve(delivered, by=olga)
    client = signed_in(max_)
    assert client.get(reverse(f"admin:payments_{name}_changelist")).status_code == 200
    from django.apps import apps

    row = apps.get_model("payments", name)._default_manager.first()
    if row is not None:
        assert client.get(reverse(f"admin:payments_{name}_change", args=[row.pk])).status_code == 200
        assert name == "sandboxscript" or client.post(reverse(f"admin:payments_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def act(client: Any, name: str, action: str, row: Any) -> Any:
    return client.post(reverse(f"admin:payments_{name}_changelist"), {"action": action, "_selected_action": [str(row.pk)]})


def test_operations_are_tried_again(delivered: Any, olga: Any, max_: Any, signed_in: Any) -> None:
    scripts.order("transfer", "fail")
    services.approve(delivered, by=olga)
    assert act(signed_in(max_), "operation", "try_again", Operation.objects.get()).status_code == 302
    assert Operation.objects.get().status == "done"


def test_somebody_plays_the_bank(delivered: Any, olga: Any, max_: Any, signed_in: Any) -> None:
    scripts.order("transfer", "pending")
    services.approve(delivered, by=olga)
    act(signed_in(max_), "sandboxtransfer", "succeed", SandboxTransfer.objects.get())
    assert Operation.objects.get().status == "done"
    act(signed_in(max_), "sandboxtransfer", "fail", SandboxTransfer.objects.get())
    assert JournalEntry.objects.filter(kind="transfer_failed").exists()


def test_webhooks_and_payments(funded: Any, max_: Any, signed_in: Any) -> None:
    WebhookEvent.objects.update(status="failed")
    act(signed_in(max_), "webhookevent", "try_again", WebhookEvent.objects.get())
    assert WebhookEvent.objects.get().status == "done"
    assert act(signed_in(max_), "payment", "ask_again", Payment.objects.get()).status_code == 302
    Payment.objects.update(session_id="gone")
    assert act(signed_in(max_), "payment", "ask_again", Payment.objects.get()).status_code == 302
