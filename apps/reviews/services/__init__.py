"""What people and clocks do with reviews."""

from .clocks import invite_reviews, publish_due, remind_unwritten
from .moderating import hide, hide_reply, restore, restore_reply
from .replying import mend_reply, reply
from .writing import AlreadyWritten, write

__all__ = [
    "AlreadyWritten",
    "hide",
    "hide_reply",
    "invite_reviews",
    "mend_reply",
    "publish_due",
    "remind_unwritten",
    "reply",
    "restore",
    "restore_reply",
    "write",
]
