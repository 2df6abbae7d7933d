"""Bad luck to order, for tests and for operators who want to see what happens."""

from django.db.models import F

from .models import SandboxScript


def order(call: str, behaviour: str, times: int = 1) -> SandboxScript:
    """The next `times` calls of `call` (checkout, transfer, refund) fail, stay pending, are down, or lose their answer."""
    return SandboxScript.objects.create(call=call, behaviour=behaviour, left=times)


def take(call: str, *behaviours: str) -> str:
    """The behaviour ordered for this call, "" for the usual; each order counts down."""
    for script in SandboxScript.objects.filter(call=call, behaviour__in=behaviours, left__gt=0).order_by("id")[:5]:
        if SandboxScript.objects.filter(pk=script.pk, left=script.left).update(left=F("left") - 1):
            return script.behaviour
    return ""


def forget() -> None:
    """Luck is good again."""
    SandboxScript.objects.all().delete()
