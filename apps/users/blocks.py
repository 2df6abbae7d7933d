"""Who wants nothing from whom. Lower floors than messages ask it too: before an application, before an invitation."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import Row


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, a: Any, b: Any) -> bool:
        """Whether either of the two has blocked the other."""
        return self.filter(Q(blocker=a, blocked=b) | Q(blocker=b, blocked=a)).exists()

    def around(self, user: Any) -> set[Any]:
        """The keys of all who have blocked this one, or whom this one has blocked."""
        pairs = self.filter(Q(blocker=user) | Q(blocked=user)).values_list("blocker_id", "blocked_id")
        return {key for pair in pairs for key in pair} - {user}

    def by(self, user: Any) -> Self:
        return self.filter(blocker=user)


class Block(Row):
    """`blocker` hears nothing more from `blocked`, and the other way round; only the blocker can end it."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block")]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"
