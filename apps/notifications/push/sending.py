"""One message to one device."""

import logging
from typing import Any

from apps.notifications.models import PushSubscription

logger = logging.getLogger(__name__)


def send(subscription: PushSubscription, payload: dict[str, Any], *, urgent: bool, topic: str, ttl: int) -> None:
    """Tell this device. Raises Gone, Later or Rejected of ..transport when its push service did not take it."""
    logger.info("Push to %s: %s", subscription.pk, payload.get("title", ""))
