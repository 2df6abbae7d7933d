"""Pages and sockets in one process: http goes to the WSGI application through fixed threads, websocket to Channels."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openchance.settings")
get_asgi_application()  # loads the apps before anything of theirs is imported

from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from openchance.sockets import routes  # noqa: E402
from openchance.wsgi import application as wsgi_application  # noqa: E402

pages: Any = wsgi_application
application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(pages, workers=8),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routes))),
    }
)
