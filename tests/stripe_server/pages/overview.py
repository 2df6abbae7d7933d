"""The page at `/`: what there is, with buttons for what banks and cardholders would do. For whoever shows the demo."""

from html import escape

from ..currencies import shown
from ..errors import Json
from ..objects import conditions, disputing, paying, payouts, refunds
from ..wire import Answer, Request
from ..world import World
from .layout import page, redirect


def overview(world: World, request: Request) -> Answer:
    if request.method == "POST":
        given = request.form()
        act(world, given.get("do", ""), given.get("id", ""))
        return redirect("/")
    parts = (
        table("Payments", ("Charge", "Status", "Amount"), [charge_row(world, row) for row in newest(world.charges.rows) if row["_account"] is None]),
        table("Refunds", ("Refund", "Status", "Amount"), [refund_row(row) for row in newest(world.refunds.rows)]),
        table("Disputes", ("Dispute", "Status", "Amount"), [dispute_row(row) for row in newest(world.disputes.rows)]),
        table("Accounts", ("Account", "Email", "State"), [account_row(row) for row in newest(world.accounts.rows)]),
        table(
            "Events", ("Event", "Type", "Waiting"), [cells(row["id"], row["type"], str(row["pending_webhooks"])) for row in newest(world.events.rows)]
        ),
    )
    held = ", ".join(shown(sum(pair), currency) for currency, pair in world.balances.amounts.get(None, {}).items()) or "nothing yet"
    wrong = "".join(f"<li>{escape(line)}</li>" for line in world.violations[-20:])
    violations = f'<section><h2>Requests that Stripe would refuse</h2><ul class="soft">{wrong}</ul></section>' if wrong else ""
    head = f"<section><h1>Stripe stand-in</h1><p>On the platform’s balance: {escape(held)}.</p></section>"
    return page("Overview", head + violations + "".join(parts), wide=True)


def newest(rows: dict[str, Json]) -> list[Json]:
    return list(rows.values())[:-31:-1]


def act(world: World, verb: str, row_id: str) -> None:
    """One button. Raises `Refusal` where Stripe's rules forbid it."""
    row = world.find(row_id)
    if row is None:
        return
    if verb == "dispute":
        disputing.open_dispute(world, row)
    elif verb in ("won", "lost"):
        disputing.close_dispute(world, row, won=verb == "won")
    elif verb in ("arrives", "bounces"):
        paying.settle_bank(world, world.sessions.where("payment_intent", row["payment_intent"])[0], succeeds=verb == "arrives")
    elif verb in ("refund-succeeds", "refund-fails"):
        refunds.succeed(world, row) if verb == "refund-succeeds" else refunds.fail(world, row)
    elif verb == "payout":
        payouts.run(world, row_id, scheduled=False)
    elif verb in ("ready", "needs", "restricted", "rejected", "deauthorized"):
        conditions.set_condition(world, row, verb)  # type: ignore[arg-type]


def buttons(row_id: str, **verbs: str) -> str:
    rows = (
        f'<form method="post"><input type="hidden" name="id" value="{row_id}">'
        f'<button name="do" value="{verb.replace("_", "-")}">{label}</button></form>'
        for verb, label in verbs.items()
    )
    return f'<div class="row">{"".join(rows)}</div>'


def charge_row(world: World, row: Json) -> str:
    verbs = {}
    if row["status"] == "pending":
        verbs = {"arrives": "Bank pays", "bounces": "Bank refuses"}
    elif row["status"] == "succeeded" and not row["disputed"] and not row["refunded"]:
        verbs = {"dispute": "Cardholder disputes"}
    status = "disputed" if row["disputed"] else "refunded" if row["refunded"] else row["status"]
    return cells(
        row["id"] + (f" · {row['description']}" if row["description"] else ""),
        status,
        shown(row["amount"], row["currency"]),
        buttons(row["id"], **verbs),
    )


def refund_row(row: Json) -> str:
    verbs = {"refund_succeeds": "Arrives"} if row["status"] == "pending" else {}
    verbs |= {"refund_fails": "Bank refuses"} if row["status"] in ("pending", "succeeded") else {}
    return cells(row["id"], row["status"], shown(row["amount"], row["currency"]), buttons(row["id"], **verbs))


def dispute_row(row: Json) -> str:
    verbs = {"won": "Merchant wins", "lost": "Merchant loses"} if row["status"] in disputing.OPEN else {}
    return cells(f"{row['id']} · {row['reason']}", row["status"], shown(row["amount"], row["currency"]), buttons(row["id"], **verbs))


def account_row(row: Json) -> str:
    state = "gone" if row["_gone"] else row["requirements"]["disabled_reason"] or "ready"
    verbs = (
        {}
        if row["_gone"]
        else {
            "ready": "Ready",
            "needs": "Ask for papers",
            "restricted": "Restrict",
            "rejected": "Reject",
            "deauthorized": "Disconnect",
            "payout": "Run payout",
        }
    )
    return cells(row["id"], row["email"] or "", state, buttons(row["id"], **verbs))


def cells(first: str, second: str, third: str, last: str = "") -> str:
    return f"<tr><td>{escape(first)}</td><td>{escape(second)}</td><td>{escape(third)}</td><td>{last}</td></tr>"


def table(title: str, heads: tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join(rows) or '<tr><td colspan="4">None yet.</td></tr>'
    return f'<section><h2>{title}</h2><div class="scroll"><table><thead><tr>{head}<th></th></tr></thead><tbody>{body}</tbody></table></div></section>'
