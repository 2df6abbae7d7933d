"""The verbs of telling people."""

from apps.notifications.kinds import Kind, register

from .choosing import save_preferences, undo_unsubscribe, unsubscribe
from .digesting import send_digests
from .hearing import hear
from .posting import post
from .reading import mark_all_read, mark_read, mark_unread, read_about
from .sending import retry, send_due
from .suppressing import forget_due, forget_lifted, lift, suppress
from .telling import notify

__all__ = [
    "Kind",
    "forget_due",
    "forget_lifted",
    "hear",
    "lift",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "notify",
    "post",
    "read_about",
    "register",
    "retry",
    "save_preferences",
    "send_digests",
    "send_due",
    "suppress",
    "undo_unsubscribe",
    "unsubscribe",
]
