"""Idempotency: the same key gets the first answer again, be it a failure, for a day; with other words it is refused."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.money import Money
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown, Shortage
from apps.payments.gateways.orders import CheckoutOrder, RefundOrder, ReversalOrder, TransferOrder

from .models import SandboxKey

MEMORY = timedelta(hours=24)

Answer = dict[str, Any]


def once(call: str, order: CheckoutOrder | TransferOrder | RefundOrder | ReversalOrder, act: Callable[[], Answer]) -> Answer:
    """What `act` answered the first time this key came; an answer with an "error" is raised as GatewayRefusal, every time."""
    request = {name: str(value) for name, value in asdict(order).items() if name not in ("key", "expires_at")}
    for _ in range(3):
        try:
            answer = attempt(f"{call}:{order.key}", request, act)
        except IntegrityError:  # the same key came twice at the same moment: the other one's answer is the answer
            continue
        if "available" in answer:
            raise Shortage(answer["error"], Money(*answer["available"]))
        if "error" in answer:
            raise GatewayRefusal(answer["error"])
        return answer
    raise OutcomeUnknown("Another request with this key is under way.")


@run_atomic
def attempt(key: str, request: dict[str, str], act: Callable[[], Answer]) -> Answer:
    SandboxKey.objects.filter(key=key, created_at__lt=timezone.now() - MEMORY).delete()
    known = SandboxKey.objects.filter(key=key).first()
    if known:
        if known.request != request:
            return {"error": "This key was used with other words before."}
        return dict(known.answer)
    answer = act()
    SandboxKey.objects.create(key=key, request=request, answer=answer)
    return answer
