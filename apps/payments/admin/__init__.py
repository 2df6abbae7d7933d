"""Money, for operators: everything to be read, nothing to be changed by hand. Actions go through the services and need the finance role."""

from . import accounts, chargebacks, disputes, documents, findings, ledger, operations, payments, sandbox, webhooks

__all__ = ["accounts", "chargebacks", "disputes", "documents", "findings", "ledger", "operations", "payments", "sandbox", "webhooks"]
