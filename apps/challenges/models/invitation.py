"""An invitation: the owner would like this person to apply."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.moves import Move, Moving
from apps.users.permissions import is_moderator

from .. import permissions

STANDING = ("waiting", "declined", "applied")  # all but those taken back: a change of mind stays possible


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those to one's own challenges; moderators see all."""
        return self if is_moderator(user) else self.filter(Q(user=user) | Q(owner=user))

    def standing(self) -> Self:
        """Those that let somebody in, where only invited people get in."""
        return self.filter(status__in=STANDING)


class Invitation(Moving):
    """One person is asked to apply, once; while it stands they may see an invite-only challenge."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Not answered"
        APPLIED = "applied", "Applied"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("decline", ("waiting",), "declined", permissions.is_invited),
        Move("apply", ("waiting", "declined"), "applied", permissions.is_invited),
        Move("withdraw", ("waiting", "declined"), "withdrawn", permissions.is_owner),
        Move("renew", ("withdrawn",), "waiting", permissions.is_owner),
    )

    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")  # the challenge's, copied for its limits
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)
    note = models.CharField(max_length=500, blank=True)  # from the owner, plain text
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "user"], name="one_invitation_per_person")]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="invitation_user"),
            models.Index(fields=["owner", "created_at"], name="invitation_owner"),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.challenge_id}"
