"""By which channels somebody wants to hear of what, and when not."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import Row
from apps.notifications.hours import quiet_end
from apps.notifications.kinds import Kind
from apps.notifications.topics import Frequency


class Preferences(Row):
    """One row per person, once they have chosen something; `preferences_of` gives everybody's.

    `choices` holds only what differs from the defaults: {topic or kind: {channel: choice}}. A kind's own choice goes before its topic's.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    choices = models.JSONField(default=dict, blank=True)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)  # minutes since midnight, in the person's zone; both or none
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    digest_day = models.PositiveSmallIntegerField(default=0)  # of the weekly one; Monday is 0
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.user}"

    def own(self, name: str, channel: str) -> Any:
        """What the person chose for this topic or kind; None where they chose nothing."""
        return self.choices.get(name, {}).get(channel)

    def email(self, kind: Kind) -> Frequency:
        """When e-mails of this kind leave. Locked ones leave at once, whatever is stored."""
        if kind.is_locked:
            return "now" if kind.email else "off"
        own: Frequency | None = self.own(kind.name, "email")
        if own is None and not kind.email:
            return "off"
        return own or self.own(kind.topic, "email") or kind.about.email

    def push(self, kind: Kind) -> bool:
        return self.switch(kind, "push", default=kind.about.push and (kind.email or kind.urgent))

    def sms(self, kind: Kind) -> bool:
        """Only what is urgent goes by SMS."""
        return kind.urgent and self.switch(kind, "sms", default=kind.about.sms)

    def switch(self, kind: Kind, channel: str, *, default: bool) -> bool:
        for name in (kind.name, kind.topic):
            if (own := self.own(name, channel)) is not None:
                return bool(own)
        return default

    def wants(self, kind: Kind, channel: str) -> bool:
        """Whether anything of this kind may leave by `channel` (email, push, sms) one by one."""
        return self.email(kind) == "now" if channel == "email" else bool(getattr(self, channel)(kind))

    def quiet_end(self, now: datetime) -> datetime | None:
        """When the quiet hours end in which `now` lies; None outside of them."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return quiet_end(now, self.user.timezone, self.quiet_from, self.quiet_until)


def preferences_of(user: Any) -> Preferences:
    """The person's choices, or unsaved ones that say nothing: every default holds."""
    found = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    found.user = user
    return found
