"""What people and the house do to a challenge. Verbs of upper apps call the building blocks inside their own transaction."""

from .applying import abandon, add_clarification, award, cancel, complete, count_application, uncount_live
from .asking import AlreadyAsked, answer, ask, decline_question, mend_answer, withdraw_question
from .clocks import close_due, remind_deadlines
from .deadlines import close, extend, reopen
from .drafts import CLOSED_BRIEF, create_draft, delete_draft, duplicate, save
from .inviting import decline_invitation, find_people, invite, take_up_invitation, withdraw_invitation
from .moderating import mark_reviewed, remove, restore
from .policing import hide_question, let_question_stand, report_question, restore_question
from .publishing import Incomplete, Problems, problems_of, publish

__all__ = [
    "CLOSED_BRIEF",
    "AlreadyAsked",
    "Incomplete",
    "Problems",
    "abandon",
    "add_clarification",
    "answer",
    "ask",
    "award",
    "cancel",
    "close",
    "close_due",
    "complete",
    "count_application",
    "create_draft",
    "decline_invitation",
    "decline_question",
    "delete_draft",
    "duplicate",
    "extend",
    "find_people",
    "hide_question",
    "invite",
    "let_question_stand",
    "mark_reviewed",
    "mend_answer",
    "problems_of",
    "publish",
    "remind_deadlines",
    "remove",
    "reopen",
    "report_question",
    "restore",
    "restore_question",
    "save",
    "take_up_invitation",
    "uncount_live",
    "withdraw_invitation",
    "withdraw_question",
]
