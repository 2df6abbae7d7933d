"""Our side of a chargeback, for the payer's bank: a file is made of what is known, and sent before the deadline."""

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.ids import uuid7
from apps.core.models import record
from apps.core.pdf import render_pdf
from apps.core.uploads import Upload, claim, let_go, put, reached, throw_away
from apps.payments import tasks
from apps.payments.dossier import dossier, texts_of
from apps.payments.gateways import gateway
from apps.payments.gateways.errors import GatewayError, GatewayRefusal
from apps.payments.gateways.orders import Evidence
from apps.payments.models import Chargeback
from apps.payments.permissions import check_stranger
from apps.users.permissions import is_finance

from .charging_back import FULL, follow, look
from .reporting import report

logger = logging.getLogger(__name__)
BATCH = 100
LATER = timedelta(minutes=20)  # after which the gateway is asked again
LONGEST = 5000  # characters of a statement
GONE = "The evidence file was missing from the storage. It is being made anew: look at it, and send it again. If you do not, it goes out by itself."


def prepare_evidence(chargeback: Chargeback) -> bool:
    """The file and its texts say what is known now. False where it has gone to the gateway, or nothing is wanted. Raises MissingLibrary."""
    chargeback = Chargeback.objects.select_related(*FULL).get(pk=chargeback.pk)
    if not chargeback.wants_evidence or chargeback.asked_at:
        return False
    known = dossier(chargeback)
    pdf = render_pdf("payments/evidence.html", {"dossier": known, "chargeback": chargeback})
    upload = put(f"chargebacks/{uuid7().hex}.pdf", pdf, name=f"evidence-{chargeback.reference}.pdf"[:120])
    if not attach(chargeback, upload, texts_of(known)):
        throw_away(upload)
        return False
    return True


@run_atomic
def attach(chargeback: Chargeback, upload: Upload, texts: dict[str, Any]) -> bool:
    """The file takes the place of the one before; False where somebody was faster."""
    unsent: Any = Chargeback.objects.filter(pk=chargeback.pk, asked_at=None, statement=chargeback.statement, evidence=chargeback.evidence_name)
    if unsent.update(evidence=upload.key, texts=texts) != 1:
        return False
    claim(upload)
    let_go(chargeback.evidence_name)
    return True


@run_atomic
def state_our_case(chargeback: Chargeback, statement: str, *, by: Any) -> Chargeback:
    """An operator's words go with the evidence, which has to be made anew. Raises NotAllowed, Refused, and Stale once it has gone to the gateway."""
    check_operator(chargeback, by)
    chargeback.refresh_from_db()
    statement = statement.strip()
    if len(statement) > LONGEST:
        raise Refused(f"Say it in {LONGEST:,} characters at most.", field="statement", row=chargeback)
    unsent = Chargeback.objects.filter(pk=chargeback.pk, status__in=("warning", "open"), asked_at=None)
    if unsent.update(statement=statement, evidence="", texts={}, changed_at=timezone.now()) != 1:
        raise Stale("The evidence has gone to the bank. Nothing can be added any more.", row=chargeback)
    if chargeback.evidence:  # it says something else
        let_go(chargeback.evidence_name)
    record(chargeback, "state_case", by=by, note=statement)
    chargeback.refresh_from_db()
    return chargeback


@run_atomic
def accept_chargeback(chargeback: Chargeback, *, by: Any) -> Chargeback:
    """We do not contest it: nothing is sent, and the bank decides for the payer when its deadline has passed. Raises NotAllowed, Stale."""
    check_operator(chargeback, by)
    unsent = Chargeback.objects.filter(pk=chargeback.pk, status__in=("warning", "open"), asked_at=None, accepted_at=None)
    if unsent.update(accepted_at=timezone.now(), changed_at=timezone.now()) != 1:
        raise Stale("It is too late for that: the evidence has gone to the bank, or it is decided.", row=chargeback)
    record(chargeback, "accept", by=by)
    chargeback.refresh_from_db()
    return chargeback


def send_evidence(chargeback: Chargeback, *, by: Any = None) -> Chargeback:
    """The bank has our evidence; the row as it is now. Any number of times: it arrives once. `by` None is the clock.

    Raises NotAllowed, Stale where nothing is to be sent any more, Refused where the file is gone and is made anew, MissingLibrary, and what the
    gateway raises; the clock tries again.
    """
    if by is not None:
        check_operator(chargeback, by)
    chargeback = look(chargeback.gateway, chargeback.reference)
    if not chargeback.wants_evidence:
        raise Stale(f"Nothing is to be sent: it is {chargeback.get_status_display().lower()}, or was accepted.", row=chargeback)
    if not chargeback.asked_at:
        prepare_evidence(chargeback)
        pin_evidence(chargeback.pk, by)
    chargeback = Chargeback.objects.select_related(*FULL).get(pk=chargeback.pk)
    try:
        with reached(), default_storage.open(chargeback.evidence_name, "rb") as stored:
            evidence = Evidence(dict(chargeback.texts), stored.read())
    except FileNotFoundError as error:
        make_anew(chargeback)
        raise Refused(GONE, row=chargeback) from error
    try:
        state = gateway(chargeback.gateway).send_evidence(chargeback.reference, evidence, key=chargeback.evidence_key)
    except GatewayRefusal as error:
        give_back_evidence(chargeback, str(error))
        raise
    return follow(chargeback.gateway, state)


@run_atomic
def pin_evidence(key: Any, by: Any) -> None:
    """From now on it does not change: the gateway may hear of it, and a repeated request has to say the same."""
    ready = Chargeback.objects.filter(pk=key, status__in=("warning", "open"), asked_at=None, accepted_at=None).exclude(evidence="")
    if ready.update(asked_at=timezone.now()) == 1:
        record(Chargeback.objects.get(pk=key), "send_evidence", by=by)
    elif not Chargeback.objects.filter(pk=key, asked_at__isnull=False).exists():
        raise Stale("Meanwhile this chargeback has changed. Nothing was sent.")


@run_atomic
def give_back_evidence(chargeback: Chargeback, error: str) -> None:
    """The gateway definitely did not take it: it may change again, and goes out under a new key."""
    mine = Chargeback.objects.filter(pk=chargeback.pk, refusals=chargeback.refusals)
    if mine.update(asked_at=None, refusals=chargeback.refusals + 1, error=error[:2000]) == 1:
        report("chargeback", f"chargeback {chargeback.pk}", f"The gateway refused our evidence: {error}")


@run_atomic
def make_anew(chargeback: Chargeback) -> None:
    """What was pinned is lost: the bank has not got it, as the gateway was just asked, and something else goes out under a new key."""
    unsent = Chargeback.objects.filter(pk=chargeback.pk, status__in=("warning", "open"), refusals=chargeback.refusals)
    mine = unsent.filter(evidence=chargeback.evidence_name)
    if mine.update(asked_at=None, evidence="", texts={}, refusals=chargeback.refusals + 1, due_again_at=None) == 1:
        record(chargeback, "lose_evidence", by=None, note=chargeback.evidence_name)
        on_commit(partial(tasks.prepare_evidence.enqueue, str(chargeback.pk)), robust=True)


def check_operator(chargeback: Chargeback, by: Any) -> None:
    if not is_finance(by):
        raise NotAllowed("Only staff with the finance role answer the bank.", row=chargeback)
    check_stranger(by, chargeback)


def send_evidence_due() -> int:
    """Evidence goes out EVIDENCE_HOURS before its deadline, if no operator was earlier. Returns how many rows were handled; none stops another."""
    now = timezone.now()
    waiting = Chargeback.objects.filter(status__in=("warning", "open"), accepted_at=None).filter(Q(due_again_at=None) | Q(due_again_at__lte=now))
    soon = now + timedelta(hours=settings.EVIDENCE_HOURS)
    done = 0
    for row in list(waiting.filter(Q(due_at__lte=soon) | Q(evidence="")).order_by("due_at")[:BATCH]):
        try:
            done += handle(row, soon)
        except Stale:  # decided or sent meanwhile
            continue
        except Exception as error:
            put_off(row, error)
    return done


def handle(row: Chargeback, soon: Any) -> bool:
    """One row of the clock: made, sent, or, once it is too late, told to operators."""
    now = timezone.now()
    if row.due_at is None or row.due_at > soon:
        return prepare_evidence(row)
    if row.due_at > now:
        return not send_evidence(row).wants_evidence
    row = look(row.gateway, row.reference)
    if row.wants_evidence:
        report(
            "chargeback", f"chargeback {row.pk}", f"The deadline of {row.due_at:%d %b %Y %H:%M} UTC has passed, and no evidence was sent. {row.error}"
        )
        Chargeback.objects.filter(pk=row.pk).update(due_again_at=now + timedelta(days=1))
    return True


def put_off(row: Chargeback, error: Exception) -> None:
    """What does not work now is tried again, and operators know while there is time."""
    logger.warning("Evidence of chargeback %s: %r", row.pk, error)
    Chargeback.objects.filter(pk=row.pk).update(due_again_at=timezone.now() + LATER, error=str(error)[:2000])
    if not isinstance(error, GatewayError) or (row.due_at and row.due_at - timezone.now() < timedelta(hours=settings.EVIDENCE_HOURS) / 2):
        report("chargeback", f"chargeback {row.pk}", f"Its evidence could not be made or sent; it is tried again: {error}")
