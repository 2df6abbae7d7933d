"""What payers' banks took: in the ledger while it is open, covered or given back when it is over."""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from apps.contracts.models import Milestone
from apps.payments.models import Account, Chargeback, JournalEntry, Payment, Posting

from .sums import Kind, Problems, on

LIVE = ("funded", "delivered", "disputed", "released", "settled")  # milestones that have something to freeze


def check_chargebacks(keys: list[Any]) -> Problems:
    """What is in dispute is the amount of those that are open; what is over left nothing there; the gateway's fee is booked; the money is frozen."""
    found: Problems = []
    rows = list(Chargeback.objects.select_related("payment").filter(pk__in=keys))
    sides, names = disputes_of(rows)
    thawed = thawed_of([one for one in rows if not one.is_over])
    for one in rows:
        taken, left = on(sides[one.pk], Account.DISPUTES, Kind.CHARGEBACK), on(sides[one.pk], Account.DISPUTES)
        won = f"chargeback-won:{one.pk}" in names
        if taken not in (0, one.amount_minor):
            found.append((one.pk, f"it is about {one.amount_minor}, the ledger says {taken}"))
        if one.status == "warning" and taken:
            found.append((one.pk, "the bank only asks, and the ledger says that it has taken the money"))
        if left != (0 if one.is_over else taken):
            found.append((one.pk, f"it is {one.status}, and {left} is in dispute"))
        if won != (one.status == "won" and bool(taken)):
            found.append((one.pk, f"it is {one.status}, and that does not agree with the entry chargeback-won:{one.pk}"))
        fee = on(sides[one.pk], Account.GATEWAY_FEES)
        if fee != one.fee_minor:
            found.append((one.pk, f"the gateway kept {one.fee_minor} for it, the ledger says {fee}"))
        found += [(one.pk, f"milestone {milestone} is not frozen") for milestone in thawed[one.pk]]
    return found


def disputes_of(rows: list[Chargeback]) -> tuple[dict[Any, list[Posting]], set[str]]:
    """By chargeback, what stands in dispute because of it, and the gateway's fee; and the keys of the entries that say so."""
    by_key = {str(one.pk): one.pk for one in rows}
    entries = dict(JournalEntry.objects.filter(contract_id__in={one.contract_id for one in rows}).values_list("pk", "key")) if rows else {}
    sides: dict[Any, list[Posting]] = defaultdict(list)
    names: set[str] = set()
    for posting in Posting.objects.filter(contract_id__in={one.contract_id for one in rows}, account__in=[Account.DISPUTES, Account.GATEWAY_FEES]):
        key = entries.get(posting.entry_id, "")
        about = by_key.get(key.partition(":")[2].partition(":")[0])
        if about:
            sides[about].append(posting)
            names.add(key)
    return sides, names


def thawed_of(rows: list[Chargeback]) -> dict[Any, list[Any]]:
    """By chargeback, the milestones that its charge paid for and that are not frozen."""
    leads = {one.payment.lead_id or one.payment_id: one.pk for one in rows}
    payments = Payment.objects.filter(Q(pk__in=leads) | Q(lead_id__in=leads), status="succeeded") if leads else Payment.objects.none()
    milestones = {one.milestone_id: leads[one.lead_id or one.pk] for one in payments}
    found: dict[Any, list[Any]] = defaultdict(list)
    free = Milestone.objects.filter(pk__in=milestones, frozen_at=None, status__in=LIVE) if milestones else Milestone.objects.none()
    for key in free.values_list("pk", flat=True):
        found[milestones[key]].append(key)
    return found
