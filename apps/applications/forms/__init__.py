"""What people type about applications."""

from .deciding import CancelForm, ClarifyForm, DeclineForm, NoteForm
from .fields import AmountField, FilesField, LinesField
from .proposing import PartForm, ProposalForm

__all__ = ["AmountField", "CancelForm", "ClarifyForm", "DeclineForm", "FilesField", "LinesField", "NoteForm", "PartForm", "ProposalForm"]
