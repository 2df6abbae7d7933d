"""What Stripe tells: events, signed on the raw body with the secrets of our two endpoints [docs.stripe.com/webhooks]."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from apps.payments.gateways.answers import Notice
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import BadSignature
from apps.payments.gateways.signature import verify

from .client import Json

HEADER = "Stripe-Signature"
HEARD = (  # of our own account; at most 20 can be asked for at once
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "transfer.created",
    "transfer.updated",
    "transfer.reversed",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
HEARD_OF_ACCOUNTS = (
    "account.updated",
    "account.application.deauthorized",
    "capability.updated",
    "payout.created",
    "payout.updated",
    "payout.paid",
    "payout.failed",
    "payout.canceled",
)


class Webhooks(Gateway):
    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Any of the secrets will do: while one is being rotated, two are right. Raises BadSignature."""
        event = verify(body, headers.get(HEADER, ""), *settings.STRIPE_WEBHOOK_SECRETS)
        if event.get("object") != "event" or not isinstance(event.get("id"), str):
            raise BadSignature("The body is no event.")
        return notice_of(event)


def notice_of(event: Json) -> Notice:
    part = event.get("data")
    thing = part.get("object") if isinstance(part, dict) else None
    thing = thing if isinstance(thing, dict) else {}
    return Notice(
        event_id=str(event.get("id") or "")[:120],
        kind=str(event.get("type") or "")[:80],
        object_id=str(thing.get("id") or "")[:120],
        reference=reference_of(thing),
        payload=event,
        account=str(event.get("account") or "")[:120],
        live=event.get("livemode") is not False,
    )


def reference_of(thing: dict[str, Any]) -> str:
    metadata = thing.get("metadata")
    return str(metadata.get("reference") or "")[:120] if isinstance(metadata, dict) else ""
