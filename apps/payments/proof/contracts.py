"""What a contract holds, owes and has on its way."""

from collections import defaultdict
from typing import Any

from apps.contracts.models import Contract, Milestone
from apps.payments.models import Account

from .sums import OPEN, Problems, grouped, on, ordered_of


def check_contracts(keys: list[Any]) -> Problems:
    """Held is what the milestones hold; what is payable and in flight is what operations wait for; nothing is held after the end."""
    found: Problems = []
    postings = grouped("contract_id", keys)
    held: dict[Any, int] = defaultdict(int)
    for key, minor in Milestone.objects.filter(contract_id__in=keys).values_list("contract_id", "held_minor"):
        held[key] += minor
    waiting = ordered_of("contract_id", keys, OPEN)
    for contract in Contract.objects.filter(pk__in=keys):
        sides = [side for side in postings[contract.pk] if side.currency == contract.currency]
        expected = {
            Account.HELD: held[contract.pk],
            Account.PAYABLE: waiting.get((contract.pk, "transfer"), 0),
            Account.REFUNDS: waiting.get((contract.pk, "refund"), 0),
        }
        for account, minor in expected.items():
            if -on(sides, account) != minor:
                found.append((contract.pk, f"{account.label.lower()}: the ledger says {-on(sides, account)}, its rows say {minor}"))
        if not contract.is_live and held[contract.pk]:
            found.append((contract.pk, f"it is {contract.status}, and still holds {held[contract.pk]}"))
    return found
