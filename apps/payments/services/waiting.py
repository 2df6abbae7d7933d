"""Why a transfer or refund may not be asked for yet, and what wakes those that wait."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from apps.contracts.models import Milestone
from apps.core.db import on_commit, run_atomic
from apps.payments import tasks
from apps.payments.gateways import gateway
from apps.payments.gateways.errors import GatewayOff, GatewayRefusal
from apps.payments.models import Chargeback, Operation, Payment, PayoutAccount, PayoutTerms
from apps.payments.payout_notices import tell_waits
from apps.users.models import User

Wait = Operation.Wait
Found = tuple[Operation.Wait, datetime]
LOOK_AGAIN = timedelta(minutes=30)  # whatever ends a wait wakes the transfer; this is for a wake that got lost
OVER = ("won", "lost")  # chargebacks that hold nothing up any more
BATCH = 500


def wait_of(operation: Operation) -> Found | None:
    """What the transfer or refund waits for, and when to look again; None when nothing is in its way."""
    return waits_of([operation]).get(operation.pk)


def waits_of(operations: Sequence[Operation]) -> dict[UUID, Found]:
    """By operation; in a fixed number of queries. What the gateway may have heard of already waits for nothing: its outcome must be known."""
    waiting = [one for one in operations if is_unasked(one)]
    if not waiting:
        return {}
    stopped, terms = stopped_by_bank(waiting), terms_of(one.solver_id for one in waiting)
    ready = ready_accounts(waiting)
    released = dict(Milestone.objects.filter(pk__in={one.milestone_id for one in waiting}).values_list("pk", "ended_at"))
    found = {one.pk: why(one, stopped, terms.get(one.solver_id), ready) or reserve(one, terms, released) for one in waiting}
    return {key: value for key, value in found.items() if value}


def is_unasked(operation: Operation) -> bool:
    return operation.kind != Operation.Kind.REVERSAL and operation.status == "pending" and not (operation.reference or operation.destination)


def why(operation: Operation, stopped: set[UUID], terms: PayoutTerms | None, ready: dict[tuple[UUID, str], str]) -> Found | None:
    """What somebody has to decide comes first, then what the solver can do."""
    again = timezone.now() + LOOK_AGAIN
    if operation.pk in stopped:
        return Wait.CHARGEBACK, again
    if operation.kind == Operation.Kind.REFUND:  # only the bank stops it: gateways refund no charge that is disputed
        return None
    if terms and terms.held_at:
        return Wait.HOLD, again
    if (operation.solver_id, operation.gateway) not in ready and wants_account(operation.gateway):
        return Wait.ACCOUNT, again
    return None


def reserve(operation: Operation, terms: dict[UUID, PayoutTerms], released: dict[UUID, datetime | None]) -> Found | None:
    """The days that a released amount stays with us; they count from the release, also for what is ordered anew of it."""
    since = released.get(operation.milestone_id) or operation.created_at
    until = since + timedelta(days=reserve_days(terms.get(operation.solver_id)))
    waits = operation.kind == Operation.Kind.TRANSFER and until > timezone.now()
    return (Wait.RESERVE, until) if waits else None


def wants_account(name: str) -> bool:
    """Not of a gateway that is off: that the transfer finds out when it is asked for."""
    try:
        return gateway(name).wants_accounts
    except GatewayOff:
        return False


def reserve_days(terms: PayoutTerms | None) -> int:
    """How many days every released amount of this person stays with us, in case the payer's bank wants it back."""
    own = terms.reserve_days if terms else None
    return settings.PAYOUT_RESERVE_DAYS if own is None else own


def stopped_by_bank(operations: Sequence[Operation]) -> set[UUID]:
    """Those whose payment is charged back just now, or whose milestone is frozen."""
    leads = dict(Payment.objects.filter(pk__in={one.payment_id for one in operations}).values_list("pk", "lead_id"))
    charges = {*leads, *(lead for lead in leads.values() if lead)}
    disputed = set(Chargeback.objects.filter(payment_id__in=charges).exclude(status__in=OVER).values_list("payment_id", flat=True))
    milestones = {one.milestone_id for one in operations}
    frozen = set(Milestone.objects.filter(pk__in=milestones, frozen_at__isnull=False).values_list("pk", flat=True))
    return {one.pk for one in operations if one.milestone_id in frozen or disputed & {one.payment_id, leads.get(one.payment_id)}}


def terms_of(people: Iterable[UUID]) -> dict[UUID, PayoutTerms]:
    return {one.user_id: one for one in PayoutTerms.objects.filter(user_id__in=set(people))}


def ready_accounts(operations: Sequence[Operation]) -> dict[tuple[UUID, str], str]:
    """(person, gateway) → the gateway's id of the account that is paid now."""
    people = {one.solver_id for one in operations}
    accounts = PayoutAccount.objects.filter(user_id__in=people, current=True, state=PayoutAccount.State.READY)
    return {(one.user_id, one.gateway): one.account_id for one in accounts if one.account_id}


@run_atomic
def keep_waiting(operation: Operation, wait: Operation.Wait, until: datetime) -> None:
    """The row says why it waits; a solver who can end the wait hears of it once. Whoever took or woke it meanwhile is not disturbed."""
    known = operation.waits_for
    waiting: Any = Operation.objects.filter(pk=operation.pk, status="pending", attempts=operation.attempts, due_at=operation.due_at)
    if waiting.update(waits_for=wait, due_at=until) != 1:
        return
    operation.waits_for, operation.due_at = wait, until
    if wait == Wait.ACCOUNT and known != wait:
        tell_waits(Operation.objects.select_related("solver", "contract", "milestone").get(pk=operation.pk))


def destination_of(operation: Operation) -> str:
    """The account that the gateway pays: the solver's present one, whichever it was when the money was held.

    Raises GatewayRefusal when that was lost since somebody asked what the transfer waits for.
    """
    if not gateway(operation.gateway).wants_accounts:
        return str(operation.solver_id)
    account = ready_accounts([operation]).get((operation.solver_id, operation.gateway))
    if account is None:
        raise GatewayRefusal("The solver has no account that is ready.")
    return account


def wake_waiting(user: User, *reasons: Operation.Wait) -> int:
    """Transfers to this person that wait for one of `reasons` are looked at again, at once. Call it in the transaction that ends the wait."""
    waiting: Any = Operation.objects.filter(solver=user, status="pending", kind=Operation.Kind.TRANSFER, waits_for__in=reasons)
    woken = waiting.update(due_at=timezone.now())
    for key in waiting.values_list("pk", flat=True)[:BATCH]:  # the clock finds the others
        on_commit(partial(tasks.perform.enqueue, str(key)), robust=True)
    return int(woken)
