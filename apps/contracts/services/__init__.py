"""What people do with accepted work. Each verb is one transaction; the building blocks run inside their caller's."""

from .accepting import accept_application
from .clocks import remind_funding, remind_reviews
from .delivering import deliver, request_changes
from .money import cancel, charge_back, freeze, fund, refund, release, take_back, unfreeze
from .proposals import decline_cancel, propose_cancel, withdraw_cancel

__all__ = [
    "accept_application",
    "cancel",
    "charge_back",
    "decline_cancel",
    "deliver",
    "freeze",
    "fund",
    "propose_cancel",
    "refund",
    "release",
    "remind_funding",
    "remind_reviews",
    "request_changes",
    "take_back",
    "unfreeze",
    "withdraw_cancel",
]
