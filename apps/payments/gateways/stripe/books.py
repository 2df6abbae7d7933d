"""Stripe's own books, for reconciling, and its events of the last 30 days, for the sweep."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

from apps.payments.gateways.answers import Movement, Notice
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import WrongObject

from .amounts import fee_from_stripe, from_stripe, settled_from_stripe
from .client import PAGE, Json, asked, check_mode, client, id_of, is_own_account, listed, mark_of
from .webhooks import HEARD, notice_of

Kind = Literal["charge", "refund", "transfer", "reversal", "chargeback", "payout", "fee", "other"]
KINDS: dict[str, Kind] = {
    "charge": "charge",
    "refund": "refund",
    "transfer": "transfer",
    "transfer_reversal": "reversal",
    "dispute": "chargeback",
    "payout": "payout",
}
SIDES = {"refund": "charge", "transfer": "destination", "transfer_reversal": "transfer", "dispute": "charge"}


class Books(Gateway):
    def movements(self, since: datetime, until: datetime) -> Iterator[Movement]:
        """Newest first, one for each line of the balance: what went and came back (a failed refund, a won dispute) has a line for each way."""
        words: Any = {"created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())}, "limit": PAGE, "expand": ["data.source"]}
        return map(movement, listed(lambda: client().v1.balance_transactions.list(words)))

    def missed(self, since: datetime) -> Iterator[Notice]:
        """Those of our own account; what happens in solvers' accounts is asked for account by account."""
        words: Any = {"created": {"gte": int(since.timestamp())}, "limit": PAGE, "types": list(HEARD)}
        found = [notice_of(one) for one in listed(lambda: client().v1.events.list(words))]
        return reversed(found)

    def check(self) -> None:
        check_mode(asked(lambda: client().v1.balance.retrieve()))
        if not is_own_account():
            raise WrongObject("STRIPE_SECRET_KEY is of another account than STRIPE_ACCOUNT.")


def movement(line: Json) -> Movement:
    source = line.get("source")
    thing: Json = source if isinstance(source, dict) else {}
    noun = str(thing.get("object") or "")
    settled = settled_from_stripe(line["amount"], line["currency"])
    amount = from_stripe(thing["amount"], thing["currency"]) if "amount" in thing and "currency" in thing else settled
    return Movement(
        id=id_of(source) or line["id"],
        kind=KINDS.get(noun) or ("fee" if "fee" in line["type"] else "other"),
        amount=amount,
        settled=settled,
        fee=fee_from_stripe(line["fee"], line["currency"]),
        reference=mark_of(thing),
        state=str(thing.get("status") or "succeeded"),
        created_at=datetime.fromtimestamp(line["created"], UTC),
        source=id_of(thing.get(SIDES.get(noun, ""))),
    )
