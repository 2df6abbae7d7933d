"""Webhooks: stored under the gateway's id, answered at once, worked on afterwards. They are hints: booked is what the gateway says when asked."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from apps.core.clocks import each, in_turn
from apps.core.db import on_commit, run_atomic
from apps.core.models import record
from apps.payments import tasks
from apps.payments.gateways import current, gateway
from apps.payments.gateways.answers import Notice
from apps.payments.gateways.errors import GatewayOff, WrongObject
from apps.payments.models import Finding, Operation, Payment, PayoutAccount, WebhookEvent

from .accounts import hear_account
from .charging_back import hear_chargeback
from .operating import wake
from .reporting import report, resolve
from .settling import book, settle

logger = logging.getLogger(__name__)
BATCH = 500


def receive(gateway_name: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Store a webhook; False when it came before. Raises BadSignature, GatewayOff."""
    return store(gateway_name, gateway(gateway_name).verify_webhook(body, headers))


def store(gateway_name: str, notice: Notice) -> bool:
    """One row is one statement, which needs no transaction: its unique id says whether it came before, also at the same moment."""
    try:
        event = WebhookEvent.objects.create(
            gateway=gateway_name,
            event_id=f"{gateway_name}:{notice.event_id}",
            kind=notice.kind,
            object_id=notice.object_id,
            subject=notice.reference[:120],
            account=notice.account,
            live=notice.live,
            payload=notice.payload,
        )
    except IntegrityError:
        return False
    on_commit(partial(tasks.handle_webhook.enqueue, str(event.pk)), robust=True)
    return True


def handle(event: WebhookEvent) -> bool:
    """Do what the event calls for; True when nothing is left to do. What does not work now is tried again later, and reported when that was in vain.

    What contradicts our rows is a dead letter at once: an operator has to look, and can have it handled again.
    """
    if not event.claim():
        return False
    try:
        act(event)
    except WrongObject as error:
        event.settle("failed", error=str(error))
    except Exception as error:
        logger.warning("Webhook %s was not handled: %r", event.event_id, error)
        event.put_off(repr(error))
    else:
        return finish(event)
    if event.status == WebhookEvent.Status.FAILED:
        report(Finding.Kind.WEBHOOK, subject_of(event), f"{event.kind}: {event.error}")
    return False


def finish(event: WebhookEvent) -> bool:
    """Done; what was reported about it has gone away."""
    had_trouble = bool(event.error)
    if not event.settle("done"):
        return False
    if had_trouble:
        for finding in Finding.objects.filter(kind=Finding.Kind.WEBHOOK, subject=subject_of(event), status="open"):
            resolve(finding, by=None)
    return True


def subject_of(event: WebhookEvent) -> str:
    return f"event {event.event_id}"


def act(event: WebhookEvent) -> None:
    """Look at the object that the event is about. Kinds and objects that are not ours are fine, and nothing happens. Raises WrongObject."""
    noun = event.kind.partition(".")[0]
    if event.account and not PayoutAccount.objects.filter(gateway=event.gateway, account_id=event.account).exists():
        check_account(event)
        return
    door = gateway(event.gateway)
    if event.live is not door.live:
        raise WrongObject(f"It is about {'real' if event.live else 'test'} money, and our key is for the other.")
    if noun in ("account", "payout", "capability"):
        hear_account(event)
        return
    check_account(event)
    if noun == "checkout":
        payment = find_payment(event)
        if payment:
            settle(payment) if payment.session_id else book(payment, door.fetch_checkout(event.object_id))
    elif noun in ("transfer", "refund"):
        operation = find_operation(event)
        if operation:
            wake(operation)
    elif event.kind.startswith("charge.dispute."):
        hear_chargeback(event)


def check_account(event: WebhookEvent) -> None:
    """Payments, transfers and refunds are in our own account: raises WrongObject where an event tells of ours in another's."""
    if event.account and (find_payment(event) or find_operation(event)):
        raise WrongObject(f"It comes from the account {event.account}, and speaks of a payment or operation of ours.")


def find_payment(event: WebhookEvent) -> Payment | None:
    """By the gateway's id, or by ours, if the answer that brought the gateway's got lost."""
    payments = Payment.objects.select_related("contract", "milestone", "owner", "solver").filter(gateway=event.gateway)
    known = payments.filter(session_id=event.object_id).first() if event.object_id else None
    ours = own_id(event.subject)
    return known or (payments.filter(pk=ours).first() if ours else None)


def find_operation(event: WebhookEvent) -> Operation | None:
    """By our id, which the gateway keeps with the transfer or refund as our key: the operation's id and the number of its attempt."""
    ours = own_id(event.subject.rpartition("-")[0])
    operation = Operation.objects.filter(gateway=event.gateway, pk=ours).first() if ours else None
    if operation and operation.reference and operation.reference != event.object_id:
        return None  # about an attempt that failed before
    return operation


def own_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def handle_due_webhooks() -> int:
    """Have missed webhooks sent again, and handle those that wait. Returns how many are done now."""
    with suppress(GatewayOff):  # what was stored before is handled all the same
        gateway(current()).catch_up()
    return each(handle, in_turn(WebhookEvent.objects.due()[:BATCH]))


@run_atomic
def retry_event(event: WebhookEvent, *, by: Any) -> bool:
    """An event that was given up, or waits, is handled again; False when it is done."""
    waiting = WebhookEvent.objects.filter(pk=event.pk, status="pending")
    if not event.try_again() and waiting.update(due_at=timezone.now()) != 1:
        return False
    record(event, "retry", by=by)
    on_commit(partial(tasks.handle_webhook.enqueue, str(event.pk)), robust=True)
    return True
