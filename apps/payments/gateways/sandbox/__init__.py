"""A gateway without a bank: its own hosted checkout, signed webhooks, transfers and refunds; no real money. See gateways/base.py for the interface.

It never looks into our tables and never calls our code: what it has to say goes through the webhook, what we want goes through `api.Sandbox`.
"""

from .claims import decide, take_money, want_back
from .till import decline, pay, resolve

__all__ = ["decide", "decline", "pay", "resolve", "take_money", "want_back"]
