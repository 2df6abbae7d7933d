"""To ask somebody to apply who has not."""

from collections.abc import Iterable

from apps.applications.models import LIVE, Application
from apps.challenges import services as challenges
from apps.challenges.models import Challenge
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.users.models import User


@run_atomic
def invite_people(challenge: Challenge, people: Iterable[User], *, by: User, note: str = "") -> list[User]:
    """`people` are asked to apply, once each, and told. Returns who is new.

    Raises what challenges.invite raises, and Refused where one of them has applied already; nobody is invited then.
    """
    found, people = Challenge.objects.select_related("owner").get(pk=challenge.pk), list(people)
    if not people:
        raise Refused("Name at least one person.", field="people", row=found)
    keys = [user.pk for user in people]
    applied = Application.objects.filter(challenge=found, solver_id__in=keys, status__in=(*LIVE, "accepted")).select_related("solver").first()
    if applied is not None:
        raise Refused(f"{applied.solver} has applied already.", field="people", row=found)
    return challenges.invite(found, people, by=by, note=note)
