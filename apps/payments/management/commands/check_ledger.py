"""`manage.py check_ledger`: does all the money add up? Exit 1, and a line for each row that is off."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.contracts.models import Milestone
from apps.payments.models import Finding, JournalEntry, Operation
from apps.payments.proof import problems
from apps.payments.services.reporting import report

TOLD = 50  # findings at most: more of them have one cause


class Command(BaseCommand):
    help = "Hold every entry, milestone, contract, payment and gateway operation against the ledger. Exit 1 names each row that is off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--report", action="store_true", help="tell whoever has the finance role, once for each row")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for count, problem in enumerate(problems(), start=1):
            self.stderr.write(problem)
            if options["report"] and count <= TOLD:
                row, _, words = problem.partition(": ")
                report(Finding.Kind.LEDGER, row, words or problem)
        if count:
            raise CommandError("One thing is off." if count == 1 else f"{count} things are off.")
        counts = [f"{model.objects.count():,} {model._meta.verbose_name_plural}" for model in (JournalEntry, Milestone, Operation)]
        self.stdout.write(f"The ledger is clean: {', '.join(counts)}.")
