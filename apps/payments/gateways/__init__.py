"""The gateways by name. Nothing outside this package knows a gateway's library."""

from django.conf import settings

from .base import Gateway
from .errors import GatewayOff


def gateway(name: str) -> Gateway:
    """The gateway `name`, ready to be called. Raises GatewayOff when it is unknown or not switched on here."""
    if name == "sandbox":
        from .sandbox.api import Sandbox

        if not (settings.DEBUG or settings.ALLOW_SANDBOX_PAYMENTS):
            raise GatewayOff("The sandbox gateway runs with DEBUG or ALLOW_SANDBOX_PAYMENTS=1 only: its money is not real.")
        return Sandbox()
    if name == "stripe":
        from .stripe import Stripe

        if not settings.STRIPE_SECRET_KEY:
            raise GatewayOff("Stripe is not switched on here: STRIPE_SECRET_KEY is empty.")
        return Stripe()
    raise GatewayOff(f"There is no payment gateway called {name}.")


def current() -> str:
    """The name of the gateway that takes new payments: Stripe, once it has a key."""
    return "stripe" if settings.STRIPE_SECRET_KEY else "sandbox"
