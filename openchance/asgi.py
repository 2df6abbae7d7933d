"""Pages and sockets in one process: http goes to the WSGI application through fixed threads, websocket to /ws/."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openchance.settings")
get_asgi_application()  # loads the apps before anything of theirs is imported

from a2wsgi import WSGIMiddleware  # noqa: E402

from apps.core.sockets.consumer import application as sockets  # noqa: E402
from openchance.wsgi import application as wsgi_application  # noqa: E402

pages: Any = WSGIMiddleware(wsgi_application, workers=8)  # type: ignore[arg-type]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """http and websocket; anything else is refused by the server's own rules."""
    if scope["type"] == "websocket":
        await sockets(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)
    else:
        raise ValueError(f"No answer to {scope['type']}.")
