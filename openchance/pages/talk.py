"""What a desk says about questions that wait for an answer, and about invitations."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from apps.challenges.models import Challenge, Invitation
from apps.core.prepared import Prepared

from .need import ANSWER, INVITED, Need

LOOKED_AT = 24  # of the newest unanswered invitations; some are to challenges that have closed
OF_INVITATION = (
    "note", "created_at", "owner__name", "owner__handle", "challenge__status", "challenge__title", "challenge__slug", "challenge__code",
    "challenge__currency", "challenge__reward_min_minor", "challenge__reward_max_minor", "challenge__deadline_at", "challenge__published_at",
    "challenge__removed_at",
)  # fmt: skip


@Prepared
def invitations_of(user: UUID) -> QuerySet[Invitation]:
    mine = Invitation.objects.filter(user_id=user, status="waiting").select_related("challenge", "owner")
    return mine.only(*OF_INVITATION).order_by("-created_at", "-pk")[:LOOKED_AT]


def accept_invitation(invitation: Invitation) -> Need:
    challenge = invitation.challenge
    why = f"{invitation.owner} would like you to apply."
    if invitation.note:
        why = f"{invitation.owner}: “{invitation.note if len(invitation.note) <= 120 else invitation.note[:119] + '…'}”"
    reward = challenge.reward_min, challenge.reward_max, "planned"
    clock = challenge.deadline_at, challenge.published_at
    return Need(INVITED, "You are invited", challenge.title, challenge.get_absolute_url(), why, "See it", *reward, *clock)


def answer_questions(challenge: Challenge) -> Need:
    count = challenge.unanswered_count
    title = f"{count} question{'' if count == 1 else 's'} about {challenge}"
    url = f"{reverse('challenges:detail', args=[challenge.slug or 'draft', challenge.code])}#questions"
    why = "Nobody else sees it before you answer." if count == 1 else "Nobody else sees them before you answer."
    return Need(ANSWER, "Answer in public", title, url, why, "Answer", deadline=challenge.deadline_at, start=challenge.published_at)
