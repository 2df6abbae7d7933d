"""The process of the Procfile that holds the sockets."""

from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand

from openchance.sockets import WORDS


class Command(BaseCommand):
    help = "Serve the sockets at /ws/. As many of these processes as you like, with REDIS_URL; send /ws/ to them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)

    def handle(self, *args: Any, **options: Any) -> None:
        uvicorn.run("openchance.asgi:application", host=options["host"], port=options["port"], log_level="warning", **WORDS)
