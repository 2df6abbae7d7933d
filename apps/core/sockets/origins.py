"""Which pages may open a socket: our own. A browser names the page's origin itself, and sends its cookies wherever a foreign page connects to."""

from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_own_origin(scope: dict[str, Any]) -> bool:
    """Whether the handshake names exactly one origin, and it is one of ours: SITE_URL, a trusted one, or the host that was asked, by the same scheme.
    Without any it is no browser, and nobody else has business here."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    origin, host = origins[0].decode("latin-1"), hosts[0].decode("latin-1")
    if origin in (settings.SITE_URL, *settings.CSRF_TRUSTED_ORIGINS):
        return True
    scheme = "https" if settings.HTTPS or scope.get("scheme") == "wss" else "http"
    domain = split_domain_port(host)[0]
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS) and origin == f"{scheme}://{host}"
