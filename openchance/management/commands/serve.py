"""The laptop's one process: pages, sockets and clocks."""

import threading
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand

from openchance.clocks import run_due
from openchance.demo.cast import PASSWORD
from openchance.sockets import WORDS


class Command(BaseCommand):
    help = "Serve pages and sockets at http://127.0.0.1:8000, and run the clocks every minute. For laptops; production has the Procfile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if settings.DEBUG:
            self.stdout.write(f"\n  http://127.0.0.1:{port}\n\n  Sign in as olga@example.org (posts challenges), sam@example.org (solves them),")
            self.stdout.write("  rita@example.org, eve@example.org, max@example.org (administers, at /admin/)")
            self.stdout.write("  or fiona@example.org (moves money, at /admin/).")
            self.stdout.write(f"  Password of all: {PASSWORD}   Mail that was sent: /dev/mail/\n\n  Ctrl-C stops.\n")
        stopped = threading.Event()
        clock = threading.Thread(target=tick, args=(stopped,), daemon=True)
        clock.start()
        uvicorn.run("openchance.asgi:application", host="127.0.0.1", port=port, log_level="warning", **WORDS)
        stopped.set()


def tick(stopped: threading.Event) -> None:
    while not stopped.wait(60):
        run_due()
