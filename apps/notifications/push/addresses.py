"""Where a name leads. What is not on the open internet is never connected to, whatever a name server says at the second time of asking."""

import ipaddress
import queue
import socket
import threading
from typing import Any

from apps.notifications.transport import Later, Rejected

from .hosts import Door

Address = tuple[int, Any]  # family and what `connect` wants
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def resolve(door: Door, seconds: float) -> list[Address]:
    """The addresses of the door's host, to be connected to as they are. Raises Later when no name server answers in time, Rejected when even one
    of the addresses is not public."""
    found = look_up(door.host, door.port, seconds)
    addresses = [(family, address) for family, _, _, _, address in found if family in (socket.AF_INET, socket.AF_INET6)]
    if not addresses:
        raise Later(reason="the push service has no address")
    if not door.trusted and not all(is_public(str(address[0])) for _, address in addresses):
        raise Rejected("the push service's name leads to an address that is not public")
    return addresses


def look_up(host: str, port: int, seconds: float) -> list[tuple[Any, ...]]:
    """getaddrinfo, which knows no time-out of its own, for `seconds` at most."""
    answers: queue.SimpleQueue[list[tuple[Any, ...]] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise Later(reason="no name server answered") from None
    if isinstance(answer, OSError):
        raise Later(reason=f"the push service's name was not found: {answer}")
    return answer


def is_public(text: str) -> bool:
    """Whether an address is on the open internet, also where an IPv4 address is wrapped into an IPv6 one."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if not all(is_public(str(wrapped)) for wrapped in wrapped_in(address)) or address.is_site_local:
            return False
        if address in NAT64:  # “reserved”, and as public as what it wraps
            return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)


def wrapped_in(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that packets to this one may reach: mapped, 6to4, Teredo, NAT64, and the old “compatible” form."""
    inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or 0 < int(address) < 2**32:
        inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in inside if one is not None]
