"""Telling operators what is off with the money: one row for each trouble, told of once, seen again until it is resolved."""

import logging
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.core.moves import move
from apps.payments import notices
from apps.payments.models import Finding
from apps.users.models import User
from apps.users.permissions import is_finance

logger = logging.getLogger(__name__)
TOLD = 50  # people at most


def report(kind: str, subject: str, words: str) -> Finding:
    """The open finding about `subject` (“operation <id>”), made now or seen again; whoever is in finance is told once, in the app and by e-mail.

    `words` say what is off, for operators. May be called inside a transaction, and then is a part of it: what is rolled back is not reported.
    """
    logger.error("%s: %s: %s", kind, subject, words)
    try:
        return note(kind, subject[:160], words[:2000])
    except IntegrityError:  # reported twice at the same moment
        if connection.in_atomic_block:
            raise
        return note(kind, subject[:160], words[:2000])


@run_atomic
def note(kind: str, subject: str, words: str) -> Finding:
    known = Finding.objects.filter(kind=kind, subject=subject, status="open")
    if known.update(words=words, seen_count=F("seen_count") + 1, last_seen_at=timezone.now()):
        return known.get()
    finding = Finding.objects.create(kind=kind, subject=subject, words=words)
    for person in finance_staff():
        notices.tell_finding(person, finding)
    return finding


def finance_staff() -> list[User]:
    staff = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    return [one for one in staff[: 4 * TOLD] if is_finance(one)][:TOLD]


@run_atomic
def resolve(finding: Finding, *, by: Any, words: str = "") -> bool:
    """It is not off any more; `by` None: it went away by itself. The same trouble later is a new row. False when it was resolved before."""
    with suppress(Stale):
        move(finding, "resolve", by=by, note=words, resolved_at=timezone.now(), resolved_by=by)
        return True
    return False
