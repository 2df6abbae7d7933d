"""Documents: numbered without gaps, about what the ledger says, and there for everything that calls for one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.payments.documents.numbering import LETTERS
from apps.payments.models import Account, Document, JournalEntry, Operation, Payment

from .payments import ARRIVED
from .sums import Kind, Problems, entries_by_key, grouped, on

NUMBERED_WITHIN = timedelta(days=1)
FEES = {Kind.RELEASE: "invoice", Kind.SETTLE: "invoice", Kind.CLAWBACK: "fee-note"}


def check_documents(keys: list[Any]) -> Problems:
    """Each has a number like its series, the one before it exists, and its total is what was decided."""
    found: Problems = []
    documents = list(Document.objects.defer("data").filter(pk__in=keys))
    before = serials(documents)
    totals = decided(documents)
    for one in documents:
        words = []
        if one.serial and one.number != f"{LETTERS[Document.Kind(one.kind)]}-{one.year}-{one.serial:06}":
            words.append(f"its number is {one.number}, in the series it is {one.serial} of {one.year}")
        if one.serial > 1 and (one.kind, one.year, one.serial - 1) not in before:
            words.append(f"the number before {one.number} is missing")
        if not one.serial and timezone.now() - one.created_at > NUMBERED_WITHIN:
            words.append("it has no number yet")
        if one.decision not in totals:
            words.append(f"nothing calls for {one.decision}")
        elif totals[one.decision] != one.total_minor:
            words.append(f"its total is {one.total_minor}, decided was {totals[one.decision]}")
        found += [(one.pk, word) for word in words]
    return found


def serials(documents: Iterable[Document]) -> set[tuple[str, int, int]]:
    """Those before the ones that are given, as far as they exist."""
    wanted: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in documents:
        if one.serial > 1:
            wanted[one.kind, one.year].append(one.serial - 1)
    found: set[tuple[str, int, int]] = set()
    for (kind, year), numbers in wanted.items():
        rows = Document.objects.filter(kind=kind, year=year, serial__in=numbers)
        found |= {(kind, year, serial) for serial in rows.values_list("serial", flat=True)}
    return found


def decided(documents: list[Document]) -> dict[str, int]:
    """Decision of a document → what its total should be."""
    about: dict[str, dict[str, str]] = defaultdict(dict)  # what → its key → the document's decision
    for one in documents:
        noun, _, key = one.decision.partition(":")
        about[noun][key] = one.decision
    totals: dict[str, int] = defaultdict(int)
    receipts: list[Any] = list(about["receipt"])
    for pk, lead, minor in Payment.objects.filter(pk__in=receipts).values_list("pk", "lead_id", "amount_minor"):
        totals[f"receipt:{lead or pk}"] += minor
    for lead, minor in Payment.objects.filter(lead_id__in=receipts).values_list("lead_id", "amount_minor"):
        totals[f"receipt:{lead}"] += minor
    fees = entries_by_key([*about["invoice"], *about["fee-note"]])
    totals |= {about["invoice"][key]: -on(sides, Account.PLATFORM_FEES) for key, sides in fees.items() if key in about["invoice"]}
    totals |= {about["fee-note"][key]: on(sides, Account.PLATFORM_FEES) for key, sides in fees.items() if key in about["fee-note"]}
    return totals | of_operations(about)


def of_operations(about: dict[str, dict[str, str]]) -> dict[str, int]:
    """Those that say what the gateway did, under one key of an operation: a payout, a refund, a refund that came back."""
    signs = {"statement": 1, "refund-note": 1, "refund-back": -1}
    said = [(noun, key, key.rpartition("-")[0]) for noun in signs for key in about[noun]]
    amounts = Operation.objects.filter(pk__in={pk for _, _, pk in said}).values_list("pk", "amount_minor") if said else []
    by_text = {str(pk): minor for pk, minor in amounts}
    return {about[noun][key]: signs[noun] * by_text[pk] for noun, key, pk in said if pk in by_text}


def check_receipts(keys: list[Any]) -> Problems:
    """Every checkout that was paid has its receipt."""
    paid = list(Payment.objects.filter(pk__in=keys, status__in=ARRIVED).values_list("pk", "lead_id"))
    return missing({pk: f"receipt:{lead or pk}" for pk, lead in paid})


def check_invoices(keys: list[Any]) -> Problems:
    """Every fee of ours has its invoice, every one that was given back its credit note, and every refund that came back cancels its own."""
    entries = list(JournalEntry.objects.filter(pk__in=keys, kind__in=list(FEES)))
    postings = grouped("entry_id", [one.pk for one in entries])
    with_fee = [one for one in entries if on(postings[one.pk], Account.PLATFORM_FEES)]
    back = JournalEntry.objects.filter(pk__in=keys, kind=Kind.REFUND_FAILED).values_list("pk", "key")
    cancelled = {pk: f"refund-back:{key.removeprefix('failed:')}" for pk, key in back}
    return missing({one.pk: f"{FEES[Kind(one.kind)]}:{one.key}" for one in with_fee} | cancelled)


def check_statements(keys: list[Any]) -> Problems:
    """Every transfer that arrived has its statement, every refund its credit note."""
    done = list(Operation.objects.filter(pk__in=keys, status="done", kind__in=["transfer", "refund"]))
    return missing({one.pk: f"{'statement' if one.kind == 'transfer' else 'refund-note'}:{one.idempotency_key}" for one in done})


def missing(wanted: dict[Any, str]) -> Problems:
    known = set(Document.objects.filter(decision__in=list(wanted.values())).values_list("decision", flat=True)) if wanted else set()
    return [(key, f"there is no document {decision}") for key, decision in wanted.items() if decision not in known]
