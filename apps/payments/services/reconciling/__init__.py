"""Our rows against the gateway's own books, both ways; every night, and by `manage.py reconcile_payments`."""

from .comparing import Result, gateways_in_use, reconcile
from .nightly import reconcile_due

__all__ = ["Result", "gateways_in_use", "reconcile", "reconcile_due"]
