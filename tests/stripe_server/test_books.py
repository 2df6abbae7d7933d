"""Whatever is asked, in whatever order: the server's own books are right, and no money is given twice."""

import random

import stripe

from .errors import Refusal
from .scenes import account, charge
from .server import StripeServer

STEPS = 150


def test_books_are_right_after_every_kind_of_step(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    rng, control, v1 = random.Random(11), stripe_server.control, stripe_client.v1
    control.convert("sek", "eur", "0.0881")
    people = [account(stripe_server, stripe_client) for _ in range(2)]
    for _ in range(STEPS):
        charges = [row for row in control.effects()["charges"] if row["payment_intent"] and row["status"] == "succeeded"]
        transfers, disputes = control.effects()["transfers"], control.effects()["disputes"]
        some = rng.choice(charges) if charges else {"id": "ch_none"}
        amount, step = rng.randint(1, 3_000), rng.choice("000111122223333344445667")
        try:
            if step == "0" or not charges:
                charge(stripe_server, stripe_client, rng.randint(1_000, 9_000), rng.choice(["eur", "sek", "usd"]))
            elif step in "12":
                currency = rng.choice(["eur", "usd"])
                v1.transfers.create({"amount": amount, "currency": currency, "destination": rng.choice(people), "source_transaction": some["id"]})
            elif step == "3" and transfers:
                v1.transfers.reversals.create(rng.choice(transfers)["id"], {"amount": amount})
            elif step == "4":
                control.next_refunds(rng.choice(["succeeded", "pending", "failed"]))
                v1.refunds.create({"charge": some["id"], "amount": amount})
            elif step == "5":
                control.run_payouts(rng.choice(people), rng.choice(["paid", "failed"]))
            elif step == "6":
                control.dispute(some["id"])
            elif disputes:
                control.close_dispute(rng.choice(disputes)["id"], won=rng.random() < 0.5)
        except (stripe.InvalidRequestError, Refusal):
            pass
        assert control.drift() == {}
    effects = control.effects()
    assert all(len(effects[name]) >= 2 for name in ("charges", "transfers", "reversals", "refunds", "payouts", "disputes"))
    assert all(amount >= 0 for person in people for amount in control.balances(person).values())
    for row in effects["charges"]:
        if row["payment_intent"] is None:
            continue  # the other side of a transfer
        refunded = sum(refund["amount"] for refund in effects["refunds"] if refund["charge"] == row["id"] and refund["status"] != "failed")
        assert row["amount_refunded"] == refunded <= row["amount"]
