"""Money: payments in, the ledger, what the gateway is asked to do, and what it tells."""

from apps.payments.gateways.sandbox.models import (
    SandboxChargeback,
    SandboxEvent,
    SandboxKey,
    SandboxRefund,
    SandboxReversal,
    SandboxScript,
    SandboxSession,
    SandboxTransfer,
)

from .account import PayoutAccount, PayoutTerms
from .chargeback import Chargeback
from .document import Document
from .finding import Finding
from .ledger import Account, Debt, JournalEntry, Posting
from .operation import Operation
from .payment import Payment
from .reconciliation import Reconciliation
from .sweep import Sweep
from .webhook import WebhookEvent

__all__ = [
    "Account",
    "Chargeback",
    "Debt",
    "Document",
    "Finding",
    "JournalEntry",
    "Operation",
    "Payment",
    "PayoutAccount",
    "PayoutTerms",
    "Posting",
    "Reconciliation",
    "SandboxChargeback",
    "SandboxEvent",
    "SandboxKey",
    "SandboxRefund",
    "SandboxReversal",
    "SandboxScript",
    "SandboxSession",
    "SandboxTransfer",
    "Sweep",
    "WebhookEvent",
]
