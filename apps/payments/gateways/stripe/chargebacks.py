"""Disputes of a charge by the payer's bank [docs.stripe.com/disputes]."""

import io
from datetime import UTC, datetime
from typing import Any, Literal

from apps.core.money import Money, total
from apps.payments.gateways.answers import ChargebackState
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.orders import Evidence

from .amounts import from_stripe, settled_from_stripe
from .client import Json, asked, caused, check_mode, client, id_of

State = Literal["warning", "open", "sent", "won", "lost"]
STATES: dict[str, State] = {
    "warning_needs_response": "warning",
    "warning_under_review": "sent",
    "warning_closed": "won",
    "needs_response": "open",
    "under_review": "sent",
    "won": "won",
    "lost": "lost",
    "appeal_needs_response": "lost",  # the money is gone until an appeal brings it back
    "appeal_under_review": "lost",
}
LONGEST_TEXT = 20_000


class EvidenceFile(io.BytesIO):
    name = "evidence.pdf"


class Chargebacks(Gateway):
    def fetch_chargeback(self, chargeback_id: str) -> ChargebackState:
        return read(fetch(chargeback_id))

    def send_evidence(self, chargeback_id: str, evidence: Evidence, *, key: str) -> ChargebackState:
        """The file first, then the texts that name it: sent for good, Stripe takes it once."""

        def upload() -> Any:
            words: Any = {"purpose": "dispute_evidence", "file": EvidenceFile(evidence.pdf)}
            return client().v1.files.create(words, {"idempotency_key": f"{key}-file"})

        texts = {name: text[:LONGEST_TEXT] for name, text in evidence.texts.items() if text.strip()}
        words: Any = {"evidence": {**texts, "uncategorized_file": asked(upload)["id"]}, "submit": True}
        made = caused(lambda: client().v1.disputes.update(chargeback_id, words, {"idempotency_key": key}), lambda: sent(chargeback_id))
        return read(check_mode(made))


def fetch(chargeback_id: str) -> Json:
    return check_mode(asked(lambda: client().v1.disputes.retrieve(chargeback_id)))


def sent(chargeback_id: str) -> Json | None:
    """The dispute, if it has our evidence. Where Stripe still waits for it, what was submitted had answered the bank's earlier question."""
    found = fetch(chargeback_id)
    submitted = (found.get("evidence_details") or {}).get("submission_count")
    return found if submitted and read(found).state not in ("warning", "open") else None


def read(dispute: Json) -> ChargebackState:
    lines = [line for line in dispute.get("balance_transactions") or [] if isinstance(line, dict)]
    due_by = (dispute.get("evidence_details") or {}).get("due_by")
    taken, returned = [one for one in lines if one["amount"] < 0], [one for one in lines if one["amount"] > 0]
    return ChargebackState(
        id=dispute["id"],
        charge_id=id_of(dispute["charge"]),
        amount=from_stripe(dispute["amount"], dispute["currency"]),
        state=state_of(dispute["status"], lines),
        reason=str(dispute.get("reason") or "")[:60],
        due_at=datetime.fromtimestamp(due_by, UTC) if due_by else None,
        taken=together([-one["amount"] for one in taken], lines),
        fee=together([one["fee"] for one in lines if one["fee"]], lines),
        returned=together([one["amount"] for one in returned], lines),
    )


def state_of(status: str, lines: list[Json]) -> State:
    """A dispute that was prevented is lost where it has cost money."""
    if status == "prevented":
        return "lost" if sum(one["amount"] for one in lines) < 0 else "won"
    return STATES.get(status, "open")


def together(amounts: list[int], lines: list[Json]) -> Money | None:
    """The sum, in the currency of the balance; None where there is nothing to sum."""
    if not amounts:
        return None
    currency = lines[0]["currency"]
    return total([settled_from_stripe(one, currency) for one in amounts], currency.upper())
