"""Sockets as uvicorn serves them: `python manage.py sockets` and the laptop's one process alike."""

from typing import Any

from apps.core.sockets.protocol import MAX_BYTES, Protocol

WORDS: dict[str, Any] = {
    "ws": Protocol,
    "ws_max_size": MAX_BYTES,  # more never reaches memory: the connection is closed with 1009
    "ws_per_message_deflate": False,  # frames are small; a compressor for each socket is not
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "lifespan": "off",
}
