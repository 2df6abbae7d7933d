"""Once a night with each gateway, again each hour while it does not answer; operators hear of what differs, and of nothing when it is gone."""

import logging
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from apps.core.db import run_atomic
from apps.payments.gateways.errors import GatewayError
from apps.payments.models import Finding, Reconciliation

from ..reporting import report, resolve
from .comparing import Result, gateways_in_use, reconcile
from .differences import Difference

logger = logging.getLogger(__name__)
DAYS = 3  # a night looks back: what was on its way yesterday is compared today
LONGEST = timedelta(days=90)  # as far as it looks back for findings that are still open
LEASE = timedelta(hours=2)
PAUSE = timedelta(hours=1)
SILENT = timedelta(days=1)  # of a gateway, after which operators hear of it
TOLD = 50  # differences with a finding of their own; more of them have one cause


def reconcile_due() -> int:
    """Compare the books of tonight, if that was not done yet. Returns how many gateways were compared."""
    now = timezone.now().astimezone(UTC)
    if now.hour < settings.RECONCILE_HOUR:
        return 0
    night = now.date()
    rows = list(Reconciliation.objects.filter(night=night)) or begin(night)
    return sum(run(row) for row in rows if row.status == Reconciliation.Status.PENDING)


def begin(night: date) -> list[Reconciliation]:
    """A row for each gateway, all or none; those of earlier nights that never came to an end are over."""
    try:
        return begin_once(night, gateways_in_use())
    except IntegrityError:  # another clock was faster
        return list(Reconciliation.objects.filter(night=night))


@run_atomic
def begin_once(night: date, names: list[str]) -> list[Reconciliation]:
    Reconciliation.objects.filter(status="pending", night__lt=night).end("cancelled", "A later night has begun.")
    return [Reconciliation.objects.create(gateway=name, night=night) for name in names]


def run(row: Reconciliation) -> bool:
    if not row.claim():
        return False
    now = timezone.now()
    mine = Reconciliation.objects.filter(pk=row.pk, status="pending", attempts=row.attempts)
    mine.update(due_at=now + LEASE)
    since = beginning(row.gateway, now)
    try:
        result = reconcile(row.gateway, since, now)
    except GatewayError as error:
        logger.warning("The books of %s were not compared: %s", row.gateway, error)
        mine.update(due_at=timezone.now() + PAUSE, error=str(error)[:2000])
        tell_silence(row, str(error))
        return False
    mine.update(checked_count=result.checked, difference_count=len(result.differences))
    tell(result, since)
    return row.settle("done")


def beginning(name: str, now: datetime) -> datetime:
    """So early that everything that is still an open finding is looked at again."""
    usual = now - timedelta(days=DAYS)
    oldest = findings_of(name).order_by("created_at").first()
    return max(min(usual, oldest.created_at - timedelta(days=DAYS + 1)), now - LONGEST) if oldest else usual


def findings_of(name: str) -> QuerySet[Finding]:
    return Finding.objects.open().filter(kind=Finding.Kind.RECONCILE, subject__startswith=f"{name} ")


def tell(result: Result, since: datetime) -> None:
    """A finding for each difference; those that have vanished are resolved."""
    name = result.gateway
    told = [one for one in merged(result.differences) if not was_judged(name, one)]
    for one in told[:TOLD]:
        report(Finding.Kind.RECONCILE, f"{name} {one.subject}", one.words)
    if len(told) > TOLD:
        words = f"{len(told) - TOLD} more differences: manage.py reconcile_payments --since {since:%Y-%m-%d} names them all"
        report(Finding.Kind.RECONCILE, f"{name} books", words)
    still = {f"{name} {one.subject}"[:160] for one in told} | ({f"{name} books"} if len(told) > TOLD else set())
    for finding in findings_of(name).filter(created_at__gte=since):
        if finding.subject not in still:
            resolve(finding, by=None, words="The books agree again.")


def merged(differences: list[Difference]) -> list[Difference]:
    """One for each row."""
    words: dict[str, list[str]] = {}
    for one in differences:
        words.setdefault(one.subject, []).append(one.words)
    return [Difference(subject, "; ".join(said)) for subject, said in words.items()]


def was_judged(name: str, difference: Difference) -> bool:
    """Somebody has looked at exactly this and said that it is fine."""
    judged = Finding.objects.filter(kind=Finding.Kind.RECONCILE, subject=f"{name} {difference.subject}"[:160], status="resolved")
    return any(one.resolved_by_id and one.words == difference.words[:2000] for one in judged)


def tell_silence(row: Reconciliation, error: str) -> None:
    """The first failing night since the last that came to an end says how long the gateway has been silent."""
    nights = Reconciliation.objects.filter(gateway=row.gateway).order_by("-night")[:30]
    began = row.created_at
    for one in nights:
        if one.status == "done":
            break
        began = one.created_at
    if timezone.now() - began >= SILENT:
        report(Finding.Kind.RECONCILE, f"{row.gateway} silence", f"Its books could not be read since {began:%-d %b %Y, %H:%M} UTC: {error}")
