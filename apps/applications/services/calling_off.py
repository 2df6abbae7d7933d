"""What an owner does to a challenge that others have applied to: they are all told."""

from apps.applications import notices
from apps.applications.models import Application
from apps.challenges import services as challenges
from apps.challenges.models import Challenge, Clarification
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.core.moves import move
from apps.users.models import User

from .telling import tell


@run_atomic
def cancel_challenge(challenge: Challenge, *, by: User, reason: str) -> None:
    """The challenge is cancelled; every live application expires, and its solver is told the reason.

    Raises Stale when the challenge has moved meanwhile, NotAllowed for others, Refused without a reason.
    """
    if not reason.strip():
        raise Refused("Say why: everybody who applied will read it.", field="reason")
    found = Challenge.objects.get(pk=challenge.pk)
    challenges.cancel(found, by=by, reason=reason)
    live = applicants(found)
    for one in live:
        move(one, "expire", by=None, note=reason)
        tell(one.solver, notices.EXPIRED, one, by=by, cancel_reason=reason)
    if live:
        challenges.uncount_live(found, len(live))


@run_atomic
def clarify(challenge: Challenge, text: str, *, by: User) -> Clarification:
    """The challenge says more than before, shown as added, and every live applicant is told. The same text pressed twice is one clarification."""
    if not text.strip():
        raise Refused("Write what you want to make clear.", field="text")
    found = Challenge.objects.get(pk=challenge.pk)
    last = found.clarifications.order_by("-created_at", "-id").first()
    if last and by.pk == found.owner_id and last.text.strip() == text.strip():
        return last
    added = challenges.add_clarification(found, text, by=by)
    for one in applicants(found):
        tell(one.solver, notices.CLARIFIED, one, by=by, about=added.pk, url=found.get_absolute_url(), clarification=added)
    return added


def applicants(challenge: Challenge) -> list[Application]:
    return list(Application.objects.filter(challenge=challenge).live().select_related("challenge", "solver").order_by("created_at", "id"))
