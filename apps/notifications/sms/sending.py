"""One text to one number."""

import logging

logger = logging.getLogger(__name__)


def send(number: str, text: str, *, reference: str) -> str:
    """Send `text` and return the provider's id. Raises Later, Rejected or Stopped of ..transport when it was not taken."""
    logger.info("Text to %s…: %s", number[:4], text)
    return f"log-{reference}"
