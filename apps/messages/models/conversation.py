"""A conversation: one for each application."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.applications.models import Application
from apps.core.addresses import row_address
from apps.core.models import Row


class Conversation(Row):
    """Every writer writes this row first, so that `last_seq` counts messages in the order of their commits."""

    class Stage(models.TextChoices):
        APPLICATION = "application", "Application"
        CONTRACT = "contract", "Contract"

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="conversation")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # the challenge's
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)  # the challenge's, copied
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    last_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("messages:detail", self.pk)

    def know(self, *people: Any) -> None:
        """These are its sides, as far as they are: nobody has to ask for them."""
        for person in people:
            if person.pk == self.owner_id:
                self.owner = person
            elif person.pk == self.solver_id:
                self.solver = person

    def other(self, user: Any) -> Any:
        """Whom `user` talks to here."""
        return self.solver if user.pk == self.owner_id else self.owner
