"""What people and clocks do with reviews."""

from .clocks import invite_reviews, publish_due
from .moderating import hide, restore
from .writing import AlreadyWritten, write

__all__ = ["AlreadyWritten", "hide", "invite_reviews", "publish_due", "restore", "write"]
