"""Stripe: separate charges and transfers, with Express accounts for solvers. Nothing outside this package imports its library."""

from .accounts import Accounts
from .books import Books
from .chargebacks import Chargebacks
from .checkouts import Checkouts
from .client import is_live
from .moves import Moves
from .webhooks import Webhooks


class Stripe(Checkouts, Moves, Accounts, Chargebacks, Books, Webhooks):
    name = "stripe"
    wants_accounts = True

    @property
    def live(self) -> bool:
        return is_live()


__all__ = ["Stripe"]
