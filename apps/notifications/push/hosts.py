"""Which addresses a push may be sent to. Browsers hand them to us, so anybody can: only push services that we know are ever called."""

import re
from dataclasses import dataclass

from django.conf import settings

from apps.notifications.transport import Rejected

KNOWN = (
    "fcm.googleapis.com",  # Chrome, and what is made of it
    "jmt17.google.com",  # Chrome, lately
    "*.push.services.mozilla.com",  # Firefox
    "*.notify.windows.com",  # Edge
    "*.push.apple.com",  # Safari
)
LONGEST = 1000  # characters of an endpoint; they have 200 or so
ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*)(?::(?P<port>[0-9]{1,5}))?(?P<path>/[!$-\[\]_a-z|~-]*)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Door:
    """Where to connect, and what to ask for there. `trusted` means that the operator named this very origin: it may be inside, without TLS."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool = False

    @property
    def origin(self) -> str:
        usual = 443 if self.scheme == "https" else 80
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")


def door(endpoint: str) -> Door:
    """The way to `endpoint`. Raises Rejected unless it is https on the usual port of a known push service, written as browsers write it: no user,
    no numbers for a host, nothing but plain lower-case ASCII. An origin in PUSH_HOSTS that begins with http:// or names a port is let in as it is."""
    found = ADDRESS.fullmatch(endpoint) if len(endpoint) <= LONGEST else None
    if not found:
        raise Rejected("not an address of a push service")
    scheme, host, port = found["scheme"], found["host"], found["port"]
    origin = f"{scheme}://{host}" + (f":{port}" if port else "")
    if origin in settings.PUSH_HOSTS:
        return Door(scheme, host, int(port or (443 if scheme == "https" else 80)), found["path"], trusted=True)
    if scheme != "https" or port or not is_known(host):
        raise Rejected("not a push service that we know")
    return Door(scheme, host, 443, found["path"])


def is_known(host: str) -> bool:
    return any(fits(host, pattern) for pattern in (*KNOWN, *settings.PUSH_HOSTS) if "/" not in pattern)


def fits(host: str, pattern: str) -> bool:
    """“*.example.com” is any host below example.com, anything else only itself."""
    return host.endswith(pattern[1:]) and len(host) >= len(pattern) if pattern.startswith("*.") else host == pattern
