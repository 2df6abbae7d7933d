"""A letter on its way."""

from django.db import models

from .delivery import Delivery


class Email(Delivery):
    """A message to one address, rendered when it was decided, so that it says what was true then."""

    channel = "email"

    class Fate(models.TextChoices):
        UNKNOWN = "", "Not heard of"
        DELIVERED = "delivered", "Delivered"
        DEFERRED = "deferred", "Put off by the receiver"
        BOUNCED = "bounced", "Came back"
        DROPPED = "dropped", "Not sent by the provider"
        COMPLAINT = "complaint", "Reported as spam"

    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    fate = models.CharField(max_length=10, choices=Fate.choices, blank=True, editable=False)  # as the provider's webhook says
    delivered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Delivery.Meta):
        verbose_name = "e-mail"

    def __str__(self) -> str:
        return f"{self.subject} to {self.address}"
