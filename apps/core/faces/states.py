"""Every state of the house with its sign, tone and words. Green is reserved for money that is safe."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.faces.sprite import glyph, icon

# state: (symbol, tone, words); symbols that begin with m- are money glyphs
STATES = {
    # money, and milestones
    "planned": ("m-open", "quiet", "Not funded"),
    "funding": ("loader", "wait", "Payment on its way"),
    "funded": ("m-held", "safe", "Held"),
    "held": ("m-held", "safe", "Held"),
    "delivered": ("m-held", "safe", "Held, in review"),
    "released": ("m-released", "", "Released"),
    "refunded": ("m-back", "info", "Refunded"),
    "fee": ("m-fee", "quiet", "Fee"),
    "disputed": ("m-split", "bad", "Disputed"),
    "settled": ("m-split", "", "Settled"),
    "failed": ("alert", "bad", "Failed"),
    # challenges
    "draft": ("pencil", "quiet", "Draft"),
    "open": ("compass", "info", "Open"),
    "awarded": ("check", "", "Awarded"),
    "completed": ("check", "", "Completed"),
    "closed": ("lock", "quiet", "Closed"),
    "cancelled": ("ban", "quiet", "Cancelled"),
    # applications
    "submitted": ("send", "info", "Submitted"),
    "shortlisted": ("star", "info", "Shortlisted"),
    "accepted": ("check", "", "Accepted"),
    "declined": ("x", "quiet", "Declined"),
    "withdrawn": ("back", "quiet", "Withdrawn"),
    "expired": ("clock", "quiet", "Expired"),
    # contracts
    "awaiting_funding": ("m-open", "wait", "Waiting for funding"),
    "active": ("swap", "", "Active"),
    # outgoing operations, moderation
    "pending": ("clock", "wait", "Pending"),
    "done": ("check", "", "Done"),
    "hidden": ("eye-off", "quiet", "Hidden"),
}


@lru_cache(maxsize=4096)  # words may be amounts
def status(state: str, words: str = "", kind: str = "status") -> SafeString:
    """Sign and word. `words` overrides the house's; `kind` may be badge. An unknown state is shown as its own words, without a sign."""
    symbol, tone, own = STATES.get(state, ("", "quiet", state.replace("_", " ").capitalize()))
    drawn = "" if not symbol else glyph(symbol[2:]) if symbol.startswith("m-") else icon(symbol)
    toned = f' data-tone="{tone}"' if tone else ""
    return markup(f'<span class="{escape(kind)}"{toned}>{drawn} {escape(words or own)}</span>')
