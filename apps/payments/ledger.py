"""The double-entry ledger: entries are only ever added, sum to zero, and cannot be written twice."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Sum

from apps.contracts.models import Contract, Milestone
from apps.core.money import MixedCurrencies, Money, total
from apps.users.models import User

from .models import Account, JournalEntry, Posting

DEBIT_ACCOUNTS = {
    Account.CLEARING,
    Account.RECEIVABLE,
    Account.GATEWAY_FEES,
    Account.DISPUTES,
    Account.LOSSES,
}  # grow by debits (+), the others by credits (−)
Side = tuple[Account, Money, User | None]


class Unbalanced(ValueError):
    """The postings of an entry do not sum to zero."""


def post(
    kind: JournalEntry.Kind, *, key: str, contract: Contract, milestone: Milestone | None, postings: Sequence[Side], reference: str = ""
) -> JournalEntry:
    """Write an entry with its postings: debits positive, credits negative; each with the user whose money it is, if any.

    The same `key` again changes nothing and returns the entry that is there. Call it inside the transaction that decided the movement: a
    race about the same key aborts one of the two, which finds the entry when it runs again. Raises Unbalanced, MixedCurrencies.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The ledger is written inside the transaction that decided the movement.")
    sides = [side for side in postings if side[1]]
    currency = check_sides(sides)
    known = JournalEntry.objects.filter(key=key).first()
    if known:
        return known
    entry = JournalEntry.objects.create(kind=kind, key=key, reference=reference, currency=currency, contract=contract, milestone=milestone)
    rows = [
        Posting(
            entry=entry,
            kind=kind,
            account=account,
            amount_minor=amount.minor,
            currency=currency,
            contract=contract,
            milestone=milestone,
            user=user,
            created_at=entry.created_at,
        )
        for account, amount, user in sides
    ]
    Posting.objects.bulk_create(rows)
    return entry


def check_sides(sides: Sequence[Side]) -> str:
    """The one currency of the sides."""
    currencies = {amount.currency for _, amount, _ in sides}
    if len(currencies) > 1:
        raise MixedCurrencies(f"{' and '.join(sorted(currencies))} do not mix in one entry.")
    if len(sides) < 2:
        raise Unbalanced("An entry has two sides or more.")
    currency = currencies.pop()
    if total([amount for _, amount, _ in sides], currency):
        raise Unbalanced("The sides of an entry sum to zero.")
    return currency


def balance(account: Account, **where: Any) -> dict[str, Money]:
    """What is on `account` per currency, as people say it: held money and debts are positive. Give an indexed column: contract, milestone or user."""
    sums = Posting.objects.filter(account=account, **where).values("currency").annotate(minor=Sum("amount_minor")).order_by("currency")
    sign = 1 if account in DEBIT_ACCOUNTS else -1
    return {row["currency"]: Money(sign * (row["minor"] or 0), row["currency"]) for row in sums}
