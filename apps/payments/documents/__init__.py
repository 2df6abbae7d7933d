"""Documents about money: written with the decision, numbered right after it, printed when there is time."""

from .issuing import issue_done, issue_fee_note, issue_invoice, issue_receipt, issue_refund_note, issue_statement, issue_taken_back
from .listing import documents_of
from .numbering import number
from .rendering import finish, finish_due

__all__ = [
    "documents_of",
    "finish",
    "finish_due",
    "issue_done",
    "issue_fee_note",
    "issue_invoice",
    "issue_receipt",
    "issue_refund_note",
    "issue_statement",
    "issue_taken_back",
    "number",
]
