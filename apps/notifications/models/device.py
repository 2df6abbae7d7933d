"""A browser that shows what the house tells its person, though no page is open."""

from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.models import Row

LIMIT = 20  # devices of one person; the oldest makes room
REMOVED = "removed"  # in place of a sign-in: its person removed it, so it does not come back by itself


def endpoint_hash(endpoint: str) -> str:
    """What an endpoint is found by: addresses are longer than an index likes."""
    return sha256(endpoint.encode()).hexdigest()


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user.pk).exclude(sign_in=REMOVED).order_by("-created_at", "-id")

    def of(self, user: Any) -> Self:
        """The devices that may be told something for `user`: theirs since they last signed in there. A new password, “sign out everywhere” and
        a suspension end the sign-in, and with it this; the device is counted again once its person is back on it."""
        if not user.is_active:
            return self.none()
        return self.visible_to(user).filter(sign_in=user.get_session_auth_hash())


class PushSubscription(Row):
    """What a browser's push service gave to one device (W3C Push API): where to send, and the keys that only this device can read with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.TextField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True, editable=False)  # a device belongs to who is signed in on it: one row
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=32)
    name = models.CharField(max_length=80, blank=True)  # “Firefox on Linux”
    sign_in = models.CharField(max_length=64, editable=False)  # the session hash under which it was last confirmed; see `of`
    used_at = models.DateTimeField(null=True, blank=True)  # a push service took something for it
    failed_at = models.DateTimeField(null=True, blank=True)  # and refused something, later than that
    failure = models.CharField(max_length=200, blank=True)

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="device_list")]

    def __str__(self) -> str:
        return self.name or "A device"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.endpoint_hash = endpoint_hash(self.endpoint)
        self.sign_in = self.sign_in or self.user.get_session_auth_hash()
        super().save(*args, **kwargs)

    @property
    def is_current(self) -> bool:
        """Whether its person is still the one who is signed in there; see `of`."""
        return bool(self.user.is_active) and self.sign_in == self.user.get_session_auth_hash()

    @property
    def symbol(self) -> str:
        return "phone" if self.name.endswith(("iPhone", "iPad", "Android")) else "laptop"

    def took(self) -> None:
        """A push service accepted something for this device."""
        type(self).objects.filter(pk=self.pk).update(used_at=timezone.now(), failed_at=None, failure="")

    def refused(self, reason: str) -> None:
        type(self).objects.filter(pk=self.pk).update(failed_at=timezone.now(), failure=reason[:200])
