"""What people do in conversations."""

from .clocks import follow_contracts, tell_unread
from .editing import delete, edit
from .leaving import remove_member, set_muted
from .opening import find_or_open
from .reading import mark_read
from .reporting import keep, remove, report
from .searching import Found, Place, search
from .sending import send
from .testifying import said_about

__all__ = [
    "Found",
    "Place",
    "delete",
    "edit",
    "find_or_open",
    "follow_contracts",
    "keep",
    "mark_read",
    "remove",
    "remove_member",
    "report",
    "said_about",
    "search",
    "send",
    "set_muted",
    "tell_unread",
]
