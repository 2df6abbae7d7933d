"""What becomes of an application: the owner's shortlist, notes and decisions, and the solver's second thoughts."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from apps.applications import notices
from apps.applications.models import Application
from apps.challenges import services as challenges
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.moves import move, stale
from apps.users.models import Block, User

from .telling import tell

NOTE_LIMIT = 2000


@run_atomic
def shortlist(application: Application, *, by: User) -> Application:
    """The application stands on the shortlist, and its solver can see that. Raises Stale when it was decided, NotAllowed for others."""
    found = fresh(application)
    if found.status == "shortlisted" and by.pk == found.owner_id:
        return found  # pressed twice
    move(found, "shortlist", by=by)
    tell(found.solver, notices.SHORTLISTED, found, by=by)
    return found


@run_atomic
def unshortlist(application: Application, *, by: User) -> Application:
    """The application is one among the others again; nobody is told."""
    found = fresh(application)
    if found.status == "submitted" and by.pk == found.owner_id:
        return found
    move(found, "unshortlist", by=by)
    return found


@run_atomic
def withdraw(application: Application, *, by: User) -> Application:
    """The solver no longer offers the work, and the owner is told. Raises Stale when it was decided meanwhile, NotAllowed for others."""
    found = fresh(application)
    move(found, "withdraw", by=by, decided_at=timezone.now())
    challenges.uncount_live(found.challenge)
    tell(found.owner, notices.WITHDRAWN, found, by=by, url=reverse("applications:compare", args=[found.challenge.slug, found.challenge.code]))
    return found


@run_atomic
def decline(applications: Iterable[Application], *, by: User, reason: str, note: str = "") -> tuple[list[Application], list[Application]]:
    """(declined, skipped): those still undecided are declined and their solvers told the reason; those decided meanwhile are skipped.

    Raises Refused without a known reason, and NotAllowed, nothing changed, when one of them is not `by`'s to decide.
    """
    if reason not in Application.Reason.values:
        raise Refused("Choose a reason: the solver will read it.", field="reason")
    found = list(
        Application.objects.filter(pk__in=[one.pk for one in applications]).select_related("challenge", "solver").order_by("created_at", "id")
    )
    if any(one.owner_id != by.pk for one in found):
        raise NotAllowed("Only the challenge’s owner decides its applications.")
    declined, skipped = [one for one in found if one.is_live], [one for one in found if not one.is_live]
    decline_each(declined, by=by, reason=reason, note=note)
    return declined, skipped


def decline_each(applications: list[Application], *, by: User, reason: str, note: str = "") -> None:
    """Building block: decline live applications of one owner, tell their solvers, and keep their challenges' counts right."""
    left: dict[object, list[Application]] = {}
    for one in applications:
        move(one, "decline", by=by, note=note, details={"reason": reason}, decided_at=timezone.now(), reason=reason, reason_note=note)
        tell(one.solver, notices.DECLINED, one, by=by)
        left.setdefault(one.challenge_id, []).append(one)
    for group in left.values():
        challenges.uncount_live(group[0].challenge, len(group))


def save_note(application: Application, *, by: User, note: str) -> None:
    """The owner's own words about an application; the solver never sees them. Raises NotAllowed for others."""
    if by.pk != application.owner_id:
        raise NotAllowed("Notes belong to the challenge’s owner.", row=application)
    if len(note) > NOTE_LIMIT:
        raise Refused(f"A note has {NOTE_LIMIT:,} characters at most.", field="note")
    Application.objects.filter(pk=application.pk, owner=by).update(note=note.strip())
    application.note = note.strip()


@run_atomic
def mark_accepted(application: Application, *, by: User) -> Application:
    """Building block of a contract: the application is accepted, its challenge awarded, and every other live one declined and told.

    Raises Stale when it, or the challenge, has moved meanwhile, and NotAllowed for others.
    """
    found = fresh(application)
    challenge = found.challenge
    if challenge.removed_at:
        raise Refused("This challenge was taken down by moderation; nothing can be accepted here now.", row=found)
    if found.is_decided:
        raise stale(found)
    if not found.solver.is_active:
        raise Refused(f"The account of {found.solver} is suspended, so nothing can be agreed on with them now.", row=found)
    if Block.objects.between(found.owner_id, found.solver_id):
        raise Refused(f"You and {found.solver} cannot work together: one of you has blocked the other.", row=found)
    move(found, "accept", by=by, decided_at=timezone.now())
    challenges.award(challenge, by=by)
    challenges.uncount_live(challenge)
    others = Application.objects.filter(challenge=challenge).live().select_related("challenge", "solver", "owner")
    decline_each(list(others.order_by("created_at", "id")), by=by, reason=Application.Reason.ANOTHER)
    return found


def fresh(application: Application) -> Application:
    """The row as it is in this transaction: what the caller holds may be older."""
    return Application.objects.select_related("challenge", "owner", "solver").get(pk=application.pk)
