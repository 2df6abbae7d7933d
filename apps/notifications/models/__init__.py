"""What the house tells people: in the app, by e-mail, on their devices and phones."""

from .delivery import Delivery
from .device import PushSubscription
from .email import Email
from .message import PushMessage, TextMessage
from .notification import Gathered, Notification
from .phone import CodeText, Phone, TextEvent, phone_of
from .preferences import Preferences, preferences_of
from .suppression import MailEvent, Suppression

__all__ = [
    "CodeText",
    "Delivery",
    "Email",
    "Gathered",
    "MailEvent",
    "Notification",
    "Phone",
    "Preferences",
    "PushMessage",
    "PushSubscription",
    "Suppression",
    "TextEvent",
    "TextMessage",
    "phone_of",
    "preferences_of",
]
