"""What a challenge's page says about questions: answered ones for everybody, waiting ones for whom they concern."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.core.permissions import is_owner
from apps.users.permissions import has_verified_email, is_moderator

from .models import Challenge, Question

SHOWN = 5  # answered ones on the challenge's own page
WAITING_SHOWN = 10


@dataclass(frozen=True)
class Talk:
    """For templates/challenges/_talk.html. `answered` is newest first; `waiting` are those that the reader may answer, or has asked."""

    answered: list[Question]
    waiting: list[Question]
    is_owner: bool
    can_ask: bool
    needs_address: bool  # a verified one, before they can ask
    is_signed_in: bool
    is_moderator: bool
    more_answered: int
    more_waiting: int

    @property
    def is_shown(self) -> bool:
        return bool(self.answered or self.waiting or self.can_ask)

    @property
    def asks_here(self) -> bool:
        """With a form on the page; others are led to one."""
        return self.can_ask and self.is_signed_in and not self.needs_address


def talk_of(challenge: Challenge, user: Any) -> Talk:
    """At most two queries, and none while nobody has asked. `user` None is a visitor."""
    user = user if user is not None and user.is_authenticated else None
    mine = user is not None and is_owner(user, challenge)
    answered: list[Question] = []
    if challenge.question_count:
        answered = list(answered_of(challenge).order_by("-answered_at", "-pk")[:SHOWN])
    waiting = waiting_of(challenge, user, WAITING_SHOWN) if user is not None and challenge.unanswered_count else []
    for one in (*answered, *waiting):
        one.challenge = challenge
    return Talk(
        answered=answered,
        waiting=waiting,
        is_owner=mine,
        can_ask=challenge.is_open and not mine,
        needs_address=user is not None and not has_verified_email(user),
        is_signed_in=user is not None,
        is_moderator=user is not None and is_moderator(user),
        more_answered=challenge.question_count if challenge.question_count > SHOWN else 0,
        more_waiting=challenge.unanswered_count if mine and challenge.unanswered_count > WAITING_SHOWN else 0,
    )


def answered_of(challenge: Challenge) -> Any:
    return Question.objects.published().filter(challenge=challenge).select_related("asker")


def waiting_of(challenge: Challenge, user: Any, most: int) -> list[Question]:
    """Those that wait for the owner, oldest first: all of them for the owner and moderators, one's own for others."""
    rows = Question.objects.filter(challenge=challenge, status="waiting", hidden_at=None).select_related("asker")
    if not (is_owner(user, challenge) or is_moderator(user)):
        rows = rows.filter(asker=user)
    return list(rows.order_by("created_at", "pk")[:most])


def unpublished_of(challenge: Challenge, user: Any, most: int) -> list[Question]:
    """What of one's own nobody reads: left without an answer, or hidden; newest first."""
    lost = Q(status="declined") | Q(hidden_at__isnull=False)
    rows = Question.objects.filter(lost, challenge=challenge, asker=user).select_related("asker")
    return list(rows.order_by("-changed_at", "-pk")[:most])
