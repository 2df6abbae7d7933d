"""Fields that Stripe always sends, null when there is nothing to say: taken from the SDK's own classes, so that reading one never surprises."""

from typing import Any

import stripe

from .errors import Json

CLASSES: dict[str, Any] = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "transfer": stripe.Transfer,
    "transfer reversal": stripe.TransferReversal,
    "refund": stripe.Refund,
    "account": stripe.Account,
    "payout": stripe.Payout,
    "dispute": stripe.Dispute,
    "file": stripe.File,
}
LEFT_OUT = frozenset(
    {"line_items", "refunds", "deleted", "company", "individual", "groups", "balance_transactions", "links"}
)  # only when there are any
BLANKS: dict[str, Json] = {
    kind: {
        name: None for name, hint in owner.__annotations__.items() if str(hint).startswith(("Optional[", "typing.Optional[")) and name not in LEFT_OUT
    }
    for kind, owner in CLASSES.items()
}


def filled(kind: str, row: Json) -> Json:
    """The row with every field of its kind."""
    return BLANKS[kind] | row if kind in BLANKS else row
