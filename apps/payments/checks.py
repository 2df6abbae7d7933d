"""What the start refuses, and what it warns of."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def sandbox_only_where_allowed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The sandbox's money is not real: a site in earnest must not take it by accident."""
    if settings.STRIPE_SECRET_KEY or settings.DEBUG or settings.ALLOW_SANDBOX_PAYMENTS:
        return []
    hint = "Set STRIPE_SECRET_KEY; or ALLOW_SANDBOX_PAYMENTS=1 where everybody knows that no real money moves, for example on a demonstration site."
    return [Error("The only payment gateway is the sandbox, and DEBUG is off.", hint=hint, id="payments.E001")]


@register()
def stripe_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Half a configuration would take money and not hear of it."""
    key = settings.STRIPE_SECRET_KEY
    if not key:
        return []
    found: list[CheckMessage] = []
    if not key.startswith(("sk_", "rk_")):
        found.append(Error("STRIPE_SECRET_KEY is no secret key: it begins with sk_ or rk_.", id="payments.E002"))
    if not any(settings.STRIPE_WEBHOOK_SECRETS):
        hint = "Set STRIPE_WEBHOOK_SECRETS to the signing secrets of both endpoints, separated by a comma; see docs/operations.md."
        found.append(Error("Stripe has a key, and its webhooks cannot be verified.", hint=hint, id="payments.E003"))
    if "_live_" in key and settings.DEBUG:
        found.append(Warning("DEBUG is on, and Stripe's key moves real money.", hint="Use a test key on a laptop.", id="payments.W001"))
    if "_live_" in key and not settings.HTTPS:
        found.append(Error("Stripe sends live webhooks to https:// only, and SITE_URL is not.", id="payments.E004"))
    return found
