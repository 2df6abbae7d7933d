"""Processes that issue invoices, and die at it: `python -m tests.payments.issuers <how> <folder> <processes> <invoices>`.

Every tenth invoice kills the process that issues it, once: before the number is written, right after, or (on SQLite, where a dead
process's transaction ends at once) between write and commit. Another takes up its share. `how` careless is the control: a counter
first, the document later.
"""

import fcntl
import os
import sys
from pathlib import Path
from typing import Any

KILLED = 9


def serve(how: str, folder: Path, share: range) -> None:
    """One process: its share of the invoices, each written in a transaction, as a release does, and numbered after it."""
    from apps.contracts.models import Milestone
    from apps.core.money import Money
    from apps.payments.documents import number, numbering
    from apps.payments.documents.issuing import issue_invoice
    from apps.payments.models import Document

    milestone = Milestone.objects.select_related("contract__owner", "contract__solver").get(position=1)
    take, dies = numbering.take, [False]

    def deadly(document: Document, year: int, serial: int) -> None:
        if how == "careless":
            serial = count(folder)
        if dies[0]:
            die(how, take, document, year, serial)
        take(document, year, serial)

    numbering.take = deadly
    for one in share:
        dies[0] = one % 10 == 0 and first_time(folder / f"died-{one}")
        document = write(issue_invoice, milestone, Money(100 + one, milestone.currency), f"proof:{one}")
        number(document)


def write(issue: Any, milestone: Any, fee: Any, decision: str) -> Any:
    from apps.core.db import run_atomic

    return run_atomic(lambda: issue(milestone, fee, decision))()


def die(how: str, take: Any, document: Any, year: int, serial: int) -> None:
    from django.db import connection, transaction

    way = document.total_minor // 10 % 3
    if how == "careless" or way == 0:
        os._exit(KILLED)
    if way == 1 and connection.vendor == "sqlite":
        with transaction.atomic():
            take(document, year, serial)
            os._exit(KILLED)
    take(document, year, serial)
    os._exit(KILLED)


def first_time(mark: Path) -> bool:
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def count(folder: Path) -> int:
    """A counter beside the database, as it must not be."""
    with (folder / "counter").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        number = len(file.read()) + 1
        file.write("|")
        file.flush()
    return number


def main() -> None:
    import django

    django.setup()
    from apps.payments import documents, services, tasks  # noqa: F401  imported once, before the forks

    how, folder, processes, invoices = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    shares = [range(first, invoices + 1, processes) for first in range(1, processes + 1)]
    running = {hire(how, folder, share): share for share in shares}
    deaths = 0
    while running:
        pid, status = os.wait()
        share = running.pop(pid)
        if os.waitstatus_to_exitcode(status) == KILLED:
            deaths += 1
            running[hire(how, folder, share)] = share
        elif status:
            raise ChildProcessError(f"A process ended with {status}.")
    print(deaths)


def hire(how: str, folder: Path, share: range) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        serve(how, folder, share)
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(code)


if __name__ == "__main__":
    main()
