"""What people do with accepted work. Each verb is one transaction; the building blocks run inside their caller's."""

from .accepting import accept_application
from .clocks import remind_funding, remind_reviews
from .delivering import deliver, request_changes
from .money import cancel, fund, refund, release
from .proposals import decline_cancel, propose_cancel, withdraw_cancel

__all__ = [
    "accept_application",
    "cancel",
    "decline_cancel",
    "deliver",
    "fund",
    "propose_cancel",
    "refund",
    "release",
    "remind_funding",
    "remind_reviews",
    "request_changes",
    "withdraw_cancel",
]
