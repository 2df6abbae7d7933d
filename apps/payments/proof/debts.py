"""What solvers owe us."""

from collections import defaultdict
from typing import Any

from apps.payments.models import Account, Debt, Operation, Posting

from .sums import Problems


def check_debts(people: list[Any]) -> Problems:
    """Per person and currency: receivable is their debt and what is being reversed just now; nobody owes less than nothing."""
    found: Problems = []
    ledger: dict[tuple[Any, str], int] = defaultdict(int)
    rows: dict[tuple[Any, str], int] = defaultdict(int)
    postings = Posting.objects.filter(user_id__in=people, account=Account.RECEIVABLE)
    for user, currency, minor in postings.values_list("user_id", "currency", "amount_minor"):
        ledger[user, currency] += minor
    for user, currency, minor in Debt.objects.filter(user_id__in=people).values_list("user_id", "currency", "owed_minor"):
        rows[user, currency] += minor
        if minor < 0:
            found.append((user, f"their debt is {minor} {currency}"))
    pending = Operation.objects.filter(solver_id__in=people, status="pending", kind=Operation.Kind.REVERSAL)
    for user, currency, minor in pending.values_list("solver_id", "currency", "amount_minor"):
        rows[user, currency] += minor
    for key in sorted({*ledger, *rows}, key=str):
        if ledger[key] != rows[key]:
            user, currency = key
            found.append((user, f"the ledger says they owe {ledger[key]} {currency}, their debt and reversals say {rows[key]}"))
    return found
