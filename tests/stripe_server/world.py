"""Everything that Stripe would remember: objects, balances, keys, events, the clock. Plain data, so that it can be pickled to survive a restart."""

import random
import string
import time

from .balances import Balances
from .deliveries import Endpoint, Outbox
from .errors import Json
from .faults import Faults
from .keys import Keys
from .shelf import Shelf

LETTERS = string.ascii_letters + string.digits
PREFIXES = {
    **{
        "cs": "sessions",
        "pi": "intents",
        "ch": "charges",
        "py": "charges",
        "tr": "transfers",
        "trr": "reversals",
        "re": "refunds",
        "acct": "accounts",
    },
    **{"po": "payouts", "txn": "transactions", "du": "disputes", "file": "files", "evt": "events"},
}


class World:
    def __init__(self, *, seed: int | None = None) -> None:
        self.random = random.Random(seed)  # ids and chances, not secrets
        self.clock_offset = 0.0
        self.platform_id = self.new_id("acct", 16)
        self.sessions = Shelf("checkout.session", "payment_intent")
        self.intents = Shelf("payment_intent")
        self.charges = Shelf("charge", "payment_intent", "transfer_group")
        self.transfers = Shelf("transfer", "transfer_group", "destination", "source_transaction")
        self.reversals = Shelf("transfer reversal", "transfer")
        self.refunds = Shelf("refund", "charge", "payment_intent")
        self.accounts = Shelf("account")
        self.payouts = Shelf("payout", "_account")
        self.transactions = Shelf("balance transaction", "source", "_account", "_payout")
        self.disputes = Shelf("dispute", "charge", "payment_intent")
        self.files = Shelf("file")
        self.events = Shelf("event", "type")
        self.session_ends: list[tuple[int, str]] = []  # a heap: when open sessions expire
        self.links: dict[str, Json] = {}  # one-time links to hosted pages, by their token
        self.balances = Balances()
        self.keys = Keys()
        self.faults = Faults(seed)
        self.outbox = Outbox(seed)
        self.endpoints: list[Endpoint] = []
        self.violations: list[str] = []
        self.requests = 0
        self.refund_manners: list[str] = []  # what the next refunds do: succeeded, pending, failed
        self.late_balance = False  # the charge's balance transaction is not shown until control says so
        self.dispute_days = 7
        self.request_id: str | None = None  # of the request that is being executed, for its events
        self.request_key: str | None = None
        self.livemode = False

    def now(self) -> int:
        """Seconds since 1970 by the server's clock, which only goes forward."""
        return int(time.time() + self.clock_offset)

    def new_id(self, prefix: str, length: int = 24) -> str:
        return f"{prefix}_" + "".join(self.random.choices(LETTERS, k=length))

    def find(self, row_id: str) -> Json | None:
        """Any object by its id, whoever's it is."""
        shelf_name = PREFIXES.get(row_id.split("_", 1)[0])
        if shelf_name is None:
            return None
        shelf: Shelf = getattr(self, shelf_name)
        return shelf.rows.get(row_id)
