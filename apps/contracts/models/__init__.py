"""Accepted work: a contract, its milestones, what was delivered, and what the two sides disagree about."""

from .contract import Contract, Milestone, PartyQuerySet
from .delivery import Delivery, DeliveryFile
from .dispute import Dispute, DisputeFile, DisputeStatement

__all__ = ["Contract", "Delivery", "DeliveryFile", "Dispute", "DisputeFile", "DisputeStatement", "Milestone", "PartyQuerySet"]
