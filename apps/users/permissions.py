"""Who somebody is to the house."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import User


def is_moderator(user: Any) -> bool:
    """Staff see everything and may correct what others cannot."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def is_finance(user: Any) -> bool:
    """Staff who may move money: retry, refund, hold. Other moderators may look at all of it."""
    return is_moderator(user) and bool(user.is_finance or user.is_superuser)


def has_verified_email(user: "User") -> bool:
    return user.email_verified_at is not None
