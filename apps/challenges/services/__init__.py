"""What people and the house do to a challenge. Verbs of upper apps call the building blocks inside their own transaction."""

from .applying import abandon, add_clarification, award, cancel, complete, count_application, uncount_live
from .clocks import close_due, remind_deadlines
from .deadlines import close, extend, reopen
from .drafts import CLOSED_BRIEF, create_draft, delete_draft, duplicate, save
from .inviting import find_people, invite
from .moderating import mark_reviewed, remove, restore
from .publishing import Incomplete, Problems, problems_of, publish

__all__ = [
    "CLOSED_BRIEF",
    "Incomplete",
    "Problems",
    "abandon",
    "add_clarification",
    "award",
    "cancel",
    "close",
    "close_due",
    "complete",
    "count_application",
    "create_draft",
    "delete_draft",
    "duplicate",
    "extend",
    "find_people",
    "invite",
    "mark_reviewed",
    "problems_of",
    "publish",
    "remind_deadlines",
    "remove",
    "reopen",
    "restore",
    "save",
    "uncount_live",
]
