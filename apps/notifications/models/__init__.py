"""What the house tells people: in the app, and by e-mail."""

from .email import Email
from .notification import Notification

__all__ = ["Email", "Notification"]
