"""Conversations about applications, which live on in their contracts."""

from .conversation import Conversation
from .member import Member
from .message import Message, MessageFile, MessageVersion
from .report import MessageReport

__all__ = ["Conversation", "Member", "Message", "MessageFile", "MessageReport", "MessageVersion"]
