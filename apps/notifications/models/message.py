"""What goes to a device, and what goes to a phone."""

from django.db import models

from .delivery import Delivery
from .device import PushSubscription


class PushMessage(Delivery):
    """A few words for one device's locked screen. `tag`: a later one of the same replaces it there."""

    channel = "push"

    device = models.ForeignKey(PushSubscription, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=60)
    body = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    tag = models.CharField(max_length=32, blank=True)
    urgent = models.BooleanField(default=False)

    class Meta(Delivery.Meta):
        pass

    def __str__(self) -> str:
        return self.body


class TextMessage(Delivery):
    """One SMS of 160 characters at most. Which number it went to is decided when it leaves."""

    channel = "sms"

    text = models.CharField(max_length=160)

    class Meta(Delivery.Meta):
        verbose_name = "SMS"
        verbose_name_plural = "SMS"

    def __str__(self) -> str:
        return self.text
