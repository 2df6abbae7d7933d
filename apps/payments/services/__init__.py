"""The verbs of money. Each is a transaction that decides, and afterwards a call of the gateway that may be repeated; nothing depends on memory."""

from .cancelling import agree_cancel, cancel_contract
from .funding import leave_checkout, start_funding
from .hearing import handle, handle_due_webhooks, receive, retry_event
from .operating import perform, perform_due, retry_operation
from .releasing import approve, release_overdue
from .settling import expire_payments, settle

__all__ = [
    "agree_cancel",
    "approve",
    "cancel_contract",
    "expire_payments",
    "handle",
    "handle_due_webhooks",
    "leave_checkout",
    "perform",
    "perform_due",
    "receive",
    "release_overdue",
    "retry_event",
    "retry_operation",
    "settle",
    "start_funding",
]
