"""Test cards by number, and what each does [docs.stripe.com/testing]."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """`label` completes "A card that …"."""

    label: str
    decline_code: str | None = None
    authenticate: bool = False
    dispute: str | None = None
    refunds: str | None = None
    at_once: bool = False


CARDS = {
    "4242424242424242": Card("succeeds"),
    "4000000000000002": Card("is declined", decline_code="generic_decline"),
    "4000000000009995": Card("has insufficient funds", decline_code="insufficient_funds"),
    "4000002760003184": Card("asks for 3-D Secure", authenticate=True),
    "4000000000000259": Card("is disputed as fraudulent", dispute="fraudulent"),
    "4000000000002685": Card("is disputed as not received", dispute="product_not_received"),
    "4000000000000077": Card("is available at once", at_once=True),
    "4000000000007726": Card("has pending refunds that succeed", refunds="pending"),
    "4000000000005126": Card("has refunds that fail", refunds="failing"),
}
UNKNOWN_CARD = Card("is unknown", decline_code="generic_decline")


def card_of(number: str) -> Card:
    return CARDS.get(number.replace(" ", ""), UNKNOWN_CARD)
