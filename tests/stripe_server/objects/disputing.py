"""Chargebacks: opening takes amount and fee from the platform's balance, winning reinstates the amount."""

from ..balances import book, dispute_fee
from ..calls import Call
from ..currencies import shown
from ..errors import Json, Refusal
from ..events import emit, public
from ..params import check_metadata
from ..world import World

EVIDENCE_FILES = frozenset({"cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt",
    "refund_policy", "service_documentation", "shipping_documentation", "uncategorized_file"})  # fmt: skip
EVIDENCE_TEXTS = ("access_activity_log", "billing_address", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_email_address",
    "customer_name", "customer_purchase_ip", "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "refund_policy_disclosure",
    "refund_refusal_explanation", "service_date", "shipping_address", "shipping_carrier", "shipping_date", "shipping_tracking_number",
    "uncategorized_text")  # fmt: skip
LONGEST_EVIDENCE = 150_000
OPEN = ("needs_response", "under_review")


def open_dispute(world: World, charge: Json, *, amount: int | None = None, reason: str = "fraudulent") -> Json:
    """The cardholder's bank took the money back. Raises `Refusal` when more is disputed than is left of the charge."""
    left = charge["amount"] - charge["amount_refunded"]
    amount = left if amount is None else amount
    if not 0 < amount <= left or charge["disputed"] or charge["status"] != "succeeded":
        raise Refusal(f"Charge {charge['id']} cannot be disputed for {shown(amount, charge['currency'])}.")
    row = world.disputes.add(blank(world, charge, amount, reason))
    charge |= {"disputed": True, "_dispute_open": True}
    emit(world, "charge.dispute.created", row)
    settled, currency, rate = world.balances.settle(amount, charge["currency"])
    fee = dispute_fee(currency)
    line = book(world, "adjustment", -settled, currency, row["id"], fee=fee, rate=rate, description=f"Chargeback withdrawal for {charge['id']}")
    row["balance_transactions"].append(public(line))
    charge["_spent"] += settled
    emit(world, "charge.dispute.funds_withdrawn", row)
    emit(world, "charge.updated", charge, previous={"disputed": False})
    return row


def blank(world: World, charge: Json, amount: int, reason: str) -> Json:
    return {
        "id": world.new_id("du"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": dict.fromkeys(sorted((*EVIDENCE_FILES, *EVIDENCE_TEXTS))) | {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": world.now() + world.dispute_days * 86400,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": world.livemode,
        "metadata": {},
        "network_reason_code": "10.4",
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {"type": "card", "card": {"brand": "visa", "case_type": "chargeback", "network_reason_code": "10.4"}},
        "reason": reason,
        "status": "needs_response",
    }


def close_dispute(world: World, row: Json, *, won: bool) -> None:
    """The bank decided. Raises `Refusal` when it had already."""
    if row["status"] not in OPEN:
        raise Refusal(f"Dispute {row['id']} is already {row['status']}.")
    charge, before = world.charges.rows[row["charge"]], row["status"]
    row["status"] = "won" if won else "lost"
    emit(world, "charge.dispute.closed", row, previous={"status": before})
    if not won:
        return
    withdrawn = row["balance_transactions"][0]
    line = book(world, "adjustment", -withdrawn["amount"], withdrawn["currency"], row["id"], description=f"Chargeback reversal for {charge['id']}")
    row["balance_transactions"].append(public(line))
    charge["_spent"] += withdrawn["amount"]
    charge["_dispute_open"] = False
    row["is_charge_refundable"] = True
    emit(world, "charge.dispute.funds_reinstated", row)


def retrieve(call: Call) -> Json:
    return call.row(call.world.disputes)


def listing(call: Call) -> Json:
    return call.page(call.world.disputes, charge=call.params.get("charge"), payment_intent=call.params.get("payment_intent"))


def update(call: Call) -> Json:
    """Evidence is staged, or submitted once (`submit` is true unless it says false)."""
    world, params, row = call.world, call.params, call.row(call.world.disputes)
    evidence = params.get("evidence", {})
    submits = params.get("submit", bool(evidence))
    if (evidence or submits) and row["status"] != "needs_response":
        raise Refusal(f"This dispute's evidence cannot be changed any more: it is {row['status']}.", param="evidence")
    if (evidence or submits) and row["evidence_details"]["due_by"] < world.now():
        raise Refusal("This dispute's evidence is past due.", param="evidence")
    check_evidence(world, {**row["evidence"], **evidence})
    if "metadata" in params:
        row["metadata"] = {} if params["metadata"] == "" else check_metadata({**row["metadata"], **params["metadata"]})
    row["evidence"].update({name: value or None for name, value in evidence.items()})
    details = row["evidence_details"]
    details["has_evidence"] = any(row["evidence"][name] for name in (*EVIDENCE_FILES, *EVIDENCE_TEXTS))
    if submits:
        row["status"] = "under_review"
        details |= {"submission_count": details["submission_count"] + 1, "submission_method": "manual"}
    emit(world, "charge.dispute.updated", row)
    return row


def check_evidence(world: World, evidence: Json) -> None:
    if sum(len(evidence[name] or "") for name in EVIDENCE_TEXTS) > LONGEST_EVIDENCE:
        raise Refusal("The combined character count of the evidence must be at most 150,000.", param="evidence")
    for name in EVIDENCE_FILES:
        if evidence[name] and world.files.get(evidence[name], param=f"evidence[{name}]", status=400)["purpose"] != "dispute_evidence":
            raise Refusal("The file's purpose must be dispute_evidence.", param=f"evidence[{name}]", ours=True)


def close(call: Call) -> Json:
    """`POST /v1/disputes/:id/close`: the platform gives in; it is lost."""
    row = call.row(call.world.disputes)
    close_dispute(call.world, row, won=False)
    return row
