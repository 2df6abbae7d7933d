"""The verbs of money. Each is a transaction that decides, and afterwards a call of the gateway that may be repeated; nothing depends on memory."""

from .accounts import account_of, hear_account, refresh_account, refresh_accounts
from .cancelling import agree_cancel, cancel_contract
from .charging_back import hear_chargeback, look
from .evidencing import accept_chargeback, prepare_evidence, send_evidence, send_evidence_due, state_our_case
from .freezing import freeze_milestone, unfreeze_milestone
from .funding import leave_checkout, start_funding
from .hearing import handle, handle_due_webhooks, receive, retry_event
from .holding import hold_payouts, release_hold, set_reserve
from .inquiring import ask_gateway
from .onboarding import dashboard_page, set_schedule, start_onboarding
from .operating import perform, perform_due, retry_operation
from .reconciling import reconcile_due
from .refunding import refund_milestone, refundable
from .releasing import approve, release_overdue
from .settling import expire_payments, settle, whole
from .settling_disputes import accept_claim, decide_dispute, settle_silent_disputes, state_claim
from .sweeping import sweep_missed

__all__ = [
    "accept_chargeback",
    "accept_claim",
    "account_of",
    "agree_cancel",
    "approve",
    "ask_gateway",
    "cancel_contract",
    "dashboard_page",
    "decide_dispute",
    "expire_payments",
    "freeze_milestone",
    "handle",
    "handle_due_webhooks",
    "hear_account",
    "hear_chargeback",
    "hold_payouts",
    "leave_checkout",
    "look",
    "perform",
    "perform_due",
    "prepare_evidence",
    "receive",
    "reconcile_due",
    "refresh_account",
    "refresh_accounts",
    "refund_milestone",
    "refundable",
    "release_hold",
    "release_overdue",
    "retry_event",
    "retry_operation",
    "send_evidence",
    "send_evidence_due",
    "set_reserve",
    "set_schedule",
    "settle",
    "settle_silent_disputes",
    "start_funding",
    "start_onboarding",
    "state_claim",
    "state_our_case",
    "sweep_missed",
    "unfreeze_milestone",
    "whole",
]
