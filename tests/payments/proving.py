"""What must be true after everything."""

from typing import Any

from apps.payments.ledger import balance
from apps.payments.models import Account, Operation, SandboxChargeback, SandboxRefund, SandboxReversal, SandboxSession, SandboxTransfer
from apps.payments.proof import problems


def assert_ledger_clean() -> None:
    """check_ledger finds nothing."""
    found = list(problems())
    assert not found, found[:20]


def assert_clean() -> None:
    """check_ledger finds nothing, and the gateway's own books say the same as our clearing account."""
    assert_ledger_clean()
    assert {currency: amount.minor for currency, amount in balance(Account.CLEARING).items() if amount} == at_the_gateway()


def at_the_gateway() -> dict[str, int]:
    """What the sandbox holds for us per currency, in minor units: charges less its fees, transfers and refunds, with what came back."""
    sums: dict[str, int] = {}
    for session in SandboxSession.objects.filter(paid=True):
        sums[session.currency] = sums.get(session.currency, 0) + session.amount_minor - session.fee_minor
    for model in (SandboxTransfer, SandboxRefund):
        for row in model._default_manager.filter(status="succeeded"):
            sums[row.currency] = sums.get(row.currency, 0) - row.amount_minor
    for back in SandboxReversal.objects.filter(status="succeeded"):
        sums[back.currency] = sums.get(back.currency, 0) + back.amount_minor
    for one in SandboxChargeback.objects.filter(taken=True):
        sums[one.currency] = sums.get(one.currency, 0) - one.fee_minor - (0 if one.status == "won" else one.amount_minor)
    return {currency: minor for currency, minor in sums.items() if minor}


def lasting_effects(operation: Operation) -> list[int]:
    """The amounts that the gateway moved for this operation and did not take back, in minor units."""
    models: dict[str, Any] = {"transfer": SandboxTransfer, "refund": SandboxRefund, "reversal": SandboxReversal}
    model = models[operation.kind]
    made = model.objects.filter(operation__startswith=f"{operation.pk}-").exclude(status="failed")
    return list(made.values_list("amount_minor", flat=True))


def assert_effects_never_twice() -> None:
    """At any moment; what the bank took back without our having heard of it is missing, never doubled."""
    for operation in Operation.objects.all():
        assert lasting_effects(operation) in ([], [operation.amount_minor])
        assert operation.status != "cancelled" or lasting_effects(operation) == []


def assert_effects_once() -> None:
    """When everything has been heard and done: one lasting effect for each operation, of its amount."""
    for operation in Operation.objects.exclude(status="cancelled"):
        assert lasting_effects(operation) == [operation.amount_minor]
