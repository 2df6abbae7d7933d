"""What people do with accepted work. Each verb is one transaction; the building blocks run inside their caller's."""

from .accepting import accept_application
from .clocks import remind_deliveries, remind_disputes, remind_funding, remind_overdue, remind_reviews
from .delivering import deliver, request_changes
from .disputing import (
    OVER,
    add_statement,
    ask_staff,
    check_amount,
    close_dispute,
    escalate,
    open_dispute,
    read_dispute,
    storing_evidence,
)
from .money import cancel, charge_back, freeze, fund, refund, release, settle, take_back, unfreeze
from .proposals import check_no_dispute, decline_cancel, propose_cancel, withdraw_cancel
from .returning import give_back

__all__ = [
    "OVER",
    "accept_application",
    "add_statement",
    "ask_staff",
    "cancel",
    "charge_back",
    "check_amount",
    "check_no_dispute",
    "close_dispute",
    "decline_cancel",
    "deliver",
    "escalate",
    "freeze",
    "fund",
    "give_back",
    "open_dispute",
    "propose_cancel",
    "read_dispute",
    "refund",
    "release",
    "remind_deliveries",
    "remind_disputes",
    "remind_funding",
    "remind_overdue",
    "remind_reviews",
    "request_changes",
    "settle",
    "storing_evidence",
    "take_back",
    "unfreeze",
    "withdraw_cancel",
]
