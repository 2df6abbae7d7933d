"""What people do with applications. Each verb is one transaction and may be pressed twice."""

from .answering import answer_question
from .calling_off import cancel_challenge, clarify
from .deciding import decline, mark_accepted, save_note, shortlist, unshortlist, withdraw
from .inviting import invite_people
from .proposing import AlreadyApplied, edit, live_application, submit

__all__ = [
    "AlreadyApplied",
    "answer_question",
    "cancel_challenge",
    "clarify",
    "decline",
    "edit",
    "invite_people",
    "live_application",
    "mark_accepted",
    "save_note",
    "shortlist",
    "submit",
    "unshortlist",
    "withdraw",
]
