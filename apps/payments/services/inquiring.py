"""An operator asks the gateway how a payment stands."""

from typing import Any

from apps.core.db import atomic
from apps.core.errors import NotAllowed
from apps.core.models import record
from apps.payments.models import Payment
from apps.users.permissions import is_finance

from .settling import settle


def ask_gateway(payment: Payment, *, by: Any) -> bool:
    """What the gateway says is booked, as if its webhook had come. False where it knows of no checkout. Raises NotAllowed, GatewayError."""
    if not is_finance(by):
        raise NotAllowed("Only staff with the finance role ask the gateway.", row=payment)
    if not payment.session_id:
        return False
    asked = settle(payment)
    with atomic():
        record(payment, "ask_gateway", by=by, after=asked.status)
    return True
