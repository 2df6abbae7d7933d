"""The verbs about people."""

from .avatars import remove_avatar, set_avatar
from .billing import save_billing
from .blocking import block, unblock
from .moderation import restore, set_finance, set_moderator, suspend, verify
from .profile import save_profile

__all__ = [
    "block",
    "remove_avatar",
    "restore",
    "save_billing",
    "save_profile",
    "set_avatar",
    "set_finance",
    "set_moderator",
    "suspend",
    "unblock",
    "verify",
]
