"""One socket per tab at /ws/. Sockets carry hints: what matters is in the database, and a page that missed one asks for it."""

from .registry import BadFrame, register_frame, register_greeting

__all__ = ["BadFrame", "register_frame", "register_greeting"]
