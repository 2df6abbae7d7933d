"""The verbs about people."""

from .avatars import remove_avatar, set_avatar
from .billing import save_billing
from .moderation import restore, set_finance, set_moderator, suspend, verify
from .profile import save_profile

__all__ = ["remove_avatar", "restore", "save_billing", "save_profile", "set_avatar", "set_finance", "set_moderator", "suspend", "verify"]
