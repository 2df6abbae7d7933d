"""Texts: Twilio with its variables, into the log without."""

from .sending import send

__all__ = ["send"]
