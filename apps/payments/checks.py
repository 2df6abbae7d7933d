"""What the start refuses."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def sandbox_only_where_allowed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The sandbox's money is not real: a site in earnest must not take it by accident."""
    if settings.DEBUG or settings.ALLOW_SANDBOX_PAYMENTS:
        return []
    hint = "Set ALLOW_SANDBOX_PAYMENTS=1 where everybody knows that no real money moves, for example on a demonstration site."
    return [Error("The only payment gateway is the sandbox, and DEBUG is off.", hint=hint, id="payments.E001")]
