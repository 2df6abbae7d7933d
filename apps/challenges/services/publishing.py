"""Publishing: everything is checked at once, and what is missing is said at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from apps.challenges.models import Challenge, Invitation
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.core.money import Money, step
from apps.core.moves import move
from apps.users.models import User
from apps.users.permissions import has_verified_email

from .composing import columns, compose, is_listed, new_serial
from .inviting import tell_invited

Problems = Sequence[tuple[str, str]]  # (form field, sentence for the user)
LONGEST = timedelta(days=731)
FEWEST_MILESTONES, MOST_MILESTONES = 2, 10


class Incomplete(Refused):
    """Not everything is there yet; `problems` says what, field by field."""

    status_code = 422

    def __init__(self, problems: Problems, *, row: Challenge) -> None:
        super().__init__("Not everything is there yet: " + " ".join(sentence for _, sentence in problems), row=row)
        self.problems = problems


def problems_of(challenge: Challenge) -> Problems:
    """What keeps the challenge from being public, in the order of the form; empty when it is complete."""
    problems: list[tuple[str, str]] = []
    if len(challenge.title.strip()) < 10:
        problems.append(("title", "Say in at least ten characters what is to be done."))
    if challenge.category_id is None:
        problems.append(("category", "Choose the field of work."))
    if len(challenge.brief.strip()) < 40:
        problems.append(("brief", "Describe the problem in two or three sentences at least."))
    if not challenge.criteria:
        problems.append(("criteria", "Add at least one criterion that a stranger could check."))
    problems += reward_problems(challenge)
    if sentence := deadline_problem(challenge.deadline_at):
        problems.append(("deadline", sentence))
    if challenge.visibility == Challenge.Visibility.INVITED and not Invitation.objects.standing().filter(challenge=challenge).exists():
        problems.append(("invited", "Name at least one person who may see it."))
    return problems


def reward_problems(challenge: Challenge) -> Problems:
    if challenge.reward_kind == Challenge.Reward.MILESTONES:
        return milestone_problems(challenge)
    low, high = challenge.reward_min_minor, challenge.reward_max_minor
    if not low or low <= 0:
        return [("reward_min", "Say what the solution is worth to you.")]
    if low % step(challenge.currency):
        return [("reward_min", f"{challenge.currency} cannot be paid that precisely.")]
    if challenge.reward_kind == Challenge.Reward.RANGE and (not high or high <= low):
        return [("reward_max", f"The upper reward has to be more than {Money(low, challenge.currency).format(whole=True)}.")]
    return []


def milestone_problems(challenge: Challenge) -> Problems:
    if not FEWEST_MILESTONES <= len(challenge.milestones) <= MOST_MILESTONES:
        return [("milestone_title", "Plan two to ten milestones, each with a title, an amount and its days.")]
    incomplete = [
        n for n, one in enumerate(challenge.milestones, 1) if not (one["title"] and (one["amount_minor"] or 0) > 0 and (one["days"] or 0) > 0)
    ]
    return [("milestone_title", f"Milestone {number} needs a title, an amount and its days.") for number in incomplete]


def deadline_problem(deadline: datetime | None) -> str:
    """Why applications cannot close then; "" when they can."""
    now = timezone.now()
    if deadline is None:
        return "Say until when people can apply."
    if deadline <= now:
        return "The deadline has passed; choose a later day."
    if deadline > now + LONGEST:
        return "The deadline is more than two years away; choose an earlier day."
    return ""


@run_atomic
def publish(challenge: Challenge, *, by: User) -> Challenge:
    """The draft is open and, if it is public, found from now on. Raises Incomplete, or Refused while the e-mail address is not verified."""
    challenge.refresh_from_db()
    if not has_verified_email(by):
        raise Refused("Verify your e-mail address first, then publish.", row=challenge)
    if challenge.is_draft and (problems := problems_of(challenge)):
        raise Incomplete(problems, row=challenge)
    compose(challenge)
    now = timezone.now()
    move(
        challenge, "publish", by=by, published_at=now, search_serial=new_serial(), is_listed=is_listed(challenge), **columns(challenge),
    )  # fmt: skip
    User.objects.filter(pk=challenge.owner_id).update(posted_count=F("posted_count") + 1)
    tell_invited(challenge)
    forget()
    return challenge
