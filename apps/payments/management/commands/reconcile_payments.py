"""`manage.py reconcile_payments`: do the gateway's books say what ours say? Exit 1, and a line for each row that differs."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from apps.payments.gateways.errors import GatewayError
from apps.payments.services.reconciling import gateways_in_use, reconcile
from apps.payments.services.reconciling.nightly import DAYS

FORMS = "2026-11-22 or 2026-11-22T08:30:00Z"


class Command(BaseCommand):
    help = (
        "Compare our payments, transfers, refunds, reversals and chargebacks with the gateway's own books, both ways, and mark those that agree. "
        "Exit 1 names each row that differs. What is not booked yet is given 6 hours, what is on its way 14 days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", help=f"the first moment, in UTC: {FORMS}")
        parser.add_argument("--until", help="the moment after the last (default: now)")
        parser.add_argument("--days", type=int, default=DAYS, help=f"without --since: so many days before --until (default {DAYS})")
        parser.add_argument("--gateway", action="append", help="only this one (default: all that ever took a payment)")

    def handle(self, *args: Any, **options: Any) -> None:
        until = moment("--until", options["until"]) if options["until"] else timezone.now()
        since = moment("--since", options["since"]) if options["since"] else until - timedelta(days=max(options["days"], 1))
        if since >= until:
            raise CommandError("--since must be before --until.")
        count = sum(self.compare(name, since, until) for name in options["gateway"] or gateways_in_use())
        if count:
            raise CommandError("One thing differs." if count == 1 else f"{count} things differ.")

    def compare(self, name: str, since: datetime, until: datetime) -> int:
        try:
            result = reconcile(name, since, until)
        except GatewayError as error:
            raise CommandError(f"The books of {name} could not be read: {error}") from error
        for difference in result.differences:
            self.stderr.write(f"{name} {difference}")
        if not result.differences:
            self.stdout.write(f"The books of {name} agree with ours: {result.checked:,} movements since {since:%Y-%m-%d %H:%M} UTC.")
        return len(result.differences)


def moment(option: str, text: str) -> datetime:
    """Raises CommandError for what is no moment."""
    try:
        found = parse_datetime(text)
        day = None if found else parse_date(text)
    except ValueError:
        found, day = None, None
    if found is None and day is None:
        raise CommandError(f"{option} {text}: say a day or a moment, like {FORMS}.")
    found = found or datetime.combine(day, time.min)  # type: ignore[arg-type]
    return found if found.tzinfo else found.replace(tzinfo=UTC)
