"""The demo world, and as many generated challenges as a bench needs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.challenges.models import Challenge
from apps.users.models import User


class Command(BaseCommand):
    help = "Fill an empty database with the demo world; --scale adds generated challenges. For laptops and benches, never for production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing, quietly, where there are people already")
        parser.add_argument("--scale", type=int, default=0, metavar="N", help="add N generated challenges with applications")
        parser.add_argument("--scale-to", type=int, default=0, metavar="N", help="add as many as are missing to N challenges")

    def handle(self, *args: Any, **options: Any) -> None:
        empty = not User.objects.exists()
        if empty:
            from openchance.demo.world import build

            build()
            self.stdout.write(f"Seeded {User.objects.count()} people and {Challenge.objects.count()} challenges.")
        elif not options["if_empty"] and not options["scale"] and not options["scale_to"]:
            raise CommandError("The database is not empty: seed fills an empty one only. --scale N adds generated challenges.")
        missing = options["scale"] or max(0, options["scale_to"] - Challenge.objects.count())
        if missing:
            from openchance.demo.scale import scale

            scale(missing)
            self.stdout.write(f"Added {missing:,} generated challenges.")
