"""Which engine serves what, and whether it answers."""

from typing import Any

from django.core.management.base import BaseCommand

from openchance.doctor import examine


class Command(BaseCommand):
    help = "A table of capability, engine, state and hint. Exits 1 where something that is configured does not answer."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        rows = [("capability", "engine", "state", "hint")] + [(f.capability, f.engine, "ok" if f.ok else "does not answer", f.hint) for f in findings]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip())
        if not all(f.ok for f in findings):
            raise SystemExit(1)
