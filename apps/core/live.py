"""Telling open pages that something changed. A push is a hint: without it a page is as old as its load, and nothing else is lost."""

import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)


def user_group(key: Any) -> str:
    """The group of all open sockets of the user with this key."""
    return f"user.{key}"


def push(key: Any, event: str, **words: Any) -> None:
    """Send `event` to the user's open sockets. A missing or broken channel layer is logged, never raised. Call it after commit."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(user_group(key), {"type": event, **words})
    except Exception:
        logger.warning("The channel layer does not answer; pages learn of %s when they are loaded.", event, exc_info=True)
