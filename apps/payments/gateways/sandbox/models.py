"""What the sandbox's own server remembers. Only the sandbox reads and writes these tables; payments sees its answers."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from apps.core.models import Row
from apps.core.money import Money


class SandboxRow(Row):
    class Meta:
        abstract = True
        app_label = "payments"


class SandboxMoney(SandboxRow):
    reference = models.CharField(max_length=80, unique=True)  # what payments knows it by; unguessable
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    metadata = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta(SandboxRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class SandboxSession(SandboxMoney):
    """A hosted checkout, and the charge it became."""

    status = models.CharField(max_length=10, default="open")  # open, complete, expired
    paid = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    payee = models.CharField(max_length=120)
    payer_email = models.CharField(max_length=254, blank=True)
    success_url = models.CharField(max_length=500)
    cancel_url = models.CharField(max_length=500)
    expires_at = models.DateTimeField()
    charge_id = models.CharField(max_length=80, blank=True, db_index=True)
    fee_minor = models.BigIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)

    class Meta(SandboxMoney.Meta):
        db_table = "sandbox_session"


class SandboxTransfer(SandboxMoney):
    status = models.CharField(max_length=10, default="succeeded")  # pending, succeeded, failed
    destination = models.CharField(max_length=120)
    charge_id = models.CharField(max_length=80, db_index=True)
    operation = models.CharField(max_length=80, db_index=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta(SandboxMoney.Meta):
        db_table = "sandbox_transfer"


class SandboxRefund(SandboxMoney):
    status = models.CharField(max_length=10, default="succeeded")
    charge_id = models.CharField(max_length=80, db_index=True)
    operation = models.CharField(max_length=80, db_index=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta(SandboxMoney.Meta):
        db_table = "sandbox_refund"


class SandboxReversal(SandboxMoney):
    """Money that came back out of a transfer."""

    status = models.CharField(max_length=10, default="succeeded")
    transfer = models.CharField(max_length=80, db_index=True)
    charge_id = models.CharField(max_length=80, db_index=True)
    operation = models.CharField(max_length=80, db_index=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta(SandboxMoney.Meta):
        db_table = "sandbox_reversal"


class SandboxChargeback(SandboxMoney):
    """The payer's bank wants a charge back; the amount is taken when it opens and given back when it is won."""

    status = models.CharField(max_length=10, default="open")  # warning, open, sent, won, lost
    taken = models.BooleanField(default=True)  # the amount has left our balance; a bank that only asks has taken nothing
    charge_id = models.CharField(max_length=80, db_index=True)
    reason = models.CharField(max_length=60, default="fraudulent")
    fee_minor = models.BigIntegerField(default=0)
    due_at = models.DateTimeField()
    evidence = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta(SandboxMoney.Meta):
        db_table = "sandbox_chargeback"


class SandboxKey(SandboxRow):
    """An idempotency key with the first answer, which is given again for a day."""

    key = models.CharField(max_length=160, unique=True)
    request = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    answer = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta(SandboxRow.Meta):
        db_table = "sandbox_key"

    def __str__(self) -> str:
        return self.key


class SandboxEvent(SandboxRow):
    """A webhook to send: again and again until somebody answers 2xx, for three days."""

    reference = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    copies = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, default="waiting")  # waiting, delivered, given_up
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True)

    class Meta(SandboxRow.Meta):
        db_table = "sandbox_event"
        indexes = [models.Index(fields=["status", "due_at"], name="sandbox_event_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class SandboxScript(SandboxRow):
    """Bad luck to order: the next `left` calls of `call` behave as told."""

    class Behaviour(models.TextChoices):
        FAIL = "fail", "Is refused"
        PENDING = "pending", "Stays pending"
        DOWN = "down", "No answer, and nothing was done"
        LOST = "lost", "No answer, though it was done"
        SHORT = "short", "Is covered by half (reversals)"

    CALLS = [("checkout", "Checkout"), ("transfer", "Transfer"), ("refund", "Refund"), ("reversal", "Reversal"), ("evidence", "Evidence")]

    call = models.CharField(max_length=10, choices=CALLS)
    behaviour = models.CharField(max_length=10, choices=Behaviour.choices)
    left = models.PositiveIntegerField(default=1)

    class Meta(SandboxRow.Meta):
        db_table = "sandbox_script"

    def __str__(self) -> str:
        return f"{self.get_call_display()}: {self.get_behaviour_display().lower()}, {self.left} times"
