"""Stories of money that comes back, and what must be true after them."""

from typing import Any

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.answers import ChargebackState
from apps.payments.gateways.sandbox import want_back
from apps.payments.models import Account, Chargeback, Debt, JournalEntry, Operation, Payment, Posting
from openchance.demo import cast as demo

from .faults import sweep
from .proving import assert_clean


def released(milestone: Any) -> Any:
    """Delivered, approved, and paid out."""
    demo.delivered(demo.funded(milestone.contract, milestone.position))
    services.approve(milestone, by=milestone.owner)
    return fresh(milestone)


def fresh(milestone: Any) -> Any:
    return Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)


def charge_of(milestone: Any) -> str:
    return str(Payment.objects.get(milestone=milestone, status="succeeded").charge_id)


def charged_back(milestone: Any, amount_minor: int | None = None, **words: Any) -> Chargeback:
    """The bank wants the payment of this milestone back, and we have heard of it."""
    reference = want_back(charge_of(milestone), amount_minor, **words)
    return Chargeback.objects.get(reference=reference)


def on(account: Account, currency: str = "EUR") -> int:
    """The sum of an account's postings: debits are positive."""
    return sum(Posting.objects.filter(account=account, currency=currency).values_list("amount_minor", flat=True))


def debt(user: Any, currency: str = "EUR") -> int:
    found = Debt.objects.filter(user=user, currency=currency).first()
    return found.owed_minor if found else 0


def operations(kind: str, *statuses: str) -> list[int]:
    """The amounts of operations of a kind, the oldest first."""
    rows = Operation.objects.filter(kind=kind, **({"status__in": statuses} if statuses else {})).order_by("id")
    return [one.amount_minor for one in rows]


def columns(milestone: Any) -> tuple[int, int, int, int]:
    """(held, released, refunded, fee)"""
    one = fresh(milestone)
    return (one.held_minor, one.released_minor, one.refunded_minor, one.fee_minor)


def state(milestone: Any, **changes: Any) -> ChargebackState:
    """What the gateway says of a chargeback of this milestone."""
    words: dict[str, Any] = {
        "id": "dp_1",
        "charge_id": charge_of(milestone),
        "amount": Money(60000, "EUR"),
        "state": "open",
        "reason": "general",
        "due_at": None,
    }
    return ChargebackState(**(words | changes))


def told(user: Any) -> list[str]:
    """The kinds of notices about chargebacks, the oldest first."""
    kinds = Notification.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True)
    return [one.removeprefix("payment.") for one in kinds if "chargeback" in one]


def entries() -> list[str]:
    """The kinds of entries about chargebacks in the journal, the oldest first."""
    rows = JournalEntry.objects.order_by("id").values_list("kind", flat=True)
    return [one for one in rows if one.startswith("chargeback") or one == "clawback"]


def settled_down() -> None:
    """Everything that waits has been done, and the books agree with the gateway's."""
    sweep(rounds=3)
    assert_clean()
