"""What the house tells people: in the app, by e-mail, on their devices and phones."""

from .device import PushSubscription
from .email import Email
from .notification import Notification
from .phone import CodeText, Phone, TextEvent, phone_of

__all__ = ["CodeText", "Email", "Notification", "Phone", "PushSubscription", "TextEvent", "phone_of"]
