"""The verbs of money. Each is a transaction that decides, and afterwards a call of the gateway that may be repeated; nothing depends on memory."""

from .accounts import account_of, hear_account, refresh_account, refresh_accounts
from .cancelling import agree_cancel, cancel_contract
from .freezing import freeze_milestone, unfreeze_milestone
from .funding import leave_checkout, start_funding
from .hearing import handle, handle_due_webhooks, receive, retry_event
from .holding import hold_payouts, release_hold, set_reserve
from .onboarding import dashboard_page, set_schedule, start_onboarding
from .operating import perform, perform_due, retry_operation
from .releasing import approve, release_overdue
from .settling import expire_payments, settle, whole
from .settling_disputes import accept_claim, decide_dispute, settle_silent_disputes, state_claim

__all__ = [
    "accept_claim",
    "account_of",
    "agree_cancel",
    "approve",
    "cancel_contract",
    "dashboard_page",
    "decide_dispute",
    "expire_payments",
    "freeze_milestone",
    "handle",
    "handle_due_webhooks",
    "hear_account",
    "hold_payouts",
    "leave_checkout",
    "perform",
    "perform_due",
    "receive",
    "refresh_account",
    "refresh_accounts",
    "release_hold",
    "release_overdue",
    "retry_event",
    "retry_operation",
    "set_reserve",
    "set_schedule",
    "settle",
    "settle_silent_disputes",
    "start_funding",
    "start_onboarding",
    "state_claim",
    "unfreeze_milestone",
    "whole",
]
