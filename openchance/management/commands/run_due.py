"""All clocks: once, or every so many seconds."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from openchance.clocks import run_due


class Command(BaseCommand):
    help = "Do what is due: close challenges, release milestones, send what waits. Safe to run twice at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped, once every so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            began = time.monotonic()
            handled = run_due()
            for name, count in handled.items():
                if count or options["verbosity"] > 1:
                    self.stdout.write(f"{name}: {'failed, see the log' if count < 0 else count}")
            if not options["every"]:
                if -1 in handled.values():
                    raise SystemExit(1)
                return
            time.sleep(max(1.0, options["every"] - (time.monotonic() - began)))
