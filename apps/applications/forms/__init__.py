"""What people type about applications."""

from .deciding import CancelForm, ClarifyForm, DeclineForm, NoteForm
from .fields import AmountField, LinesField
from .proposing import PartForm, ProposalForm

__all__ = ["AmountField", "CancelForm", "ClarifyForm", "DeclineForm", "LinesField", "NoteForm", "PartForm", "ProposalForm"]
