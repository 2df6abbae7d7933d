"""The checkout page: what is paid, with which test card, and the 3-D Secure step."""

from html import escape

from ..currencies import shown
from ..errors import Json
from ..objects.cards import CARDS, card_of
from ..objects.paying import BANK, attempt, authenticated
from ..wire import Answer, Request
from ..world import World
from .layout import choices, field, page, redirect

OFFERED = ("4242424242424242", "4000000000000002", "4000002760003184", "4000000000009995", "4000000000000259", "4000000000007726", "4000000000005126")


def checkout(world: World, request: Request, session_id: str) -> Answer:
    """`GET` shows the session, `POST` pays it or goes back."""
    session = world.sessions.get(session_id)
    if session["status"] == "complete":
        return redirect(success_url(session))
    if session["status"] == "expired":
        return page(
            "Expired", "<section><h1>This link has expired</h1><p>Go back to the merchant to start the payment again.</p></section>", status=410
        )
    if request.method != "POST":
        return form(session)
    given = request.form()
    if given.get("do") == "back":
        return redirect(session["cancel_url"] or success_url(session))
    if "authentication" in given:
        outcome = authenticated(world, session, given["authentication"] == "complete")
        problem = "We are unable to authenticate your payment method. Please choose a different payment method and try again."
    else:
        number = given.get("number", "").replace(" ", "") or given.get("card", "4242424242424242")
        outcome = attempt(world, session, number, email=given.get("email", ""), name=given.get("name", ""))
        problem = "Your card has insufficient funds." if card_of(number).decline_code == "insufficient_funds" else "Your card was declined."
    if outcome == "authenticate":
        return three_d_secure(session)
    return form(session, problem, given) if outcome == "declined" else redirect(success_url(session))


def success_url(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def form(session: Json, problem: str = "", given: Json | None = None) -> Answer:
    given = given or {}
    total = shown(session["amount_total"], session["currency"])
    error = f'<div class="error" role="alert">{escape(problem)}</div>' if problem else ""
    cards = {number: f"{card_name(number)} <code>{' '.join(number[i : i + 4] for i in range(0, 16, 4))}</code>" for number in OFFERED}
    methods = choices("card", "Pay with", cards | {BANK: "Bank debit: takes days to arrive"}, given.get("card", ""))
    back = '<button name="do" value="back" formnovalidate>Back without paying</button>' if session["cancel_url"] else ""
    content = f"""<section>
<h1>Pay OpenChance</h1>
<p class="total">{escape(total)}</p>
</section>
<section><h2>What you pay for</h2>{items(session)}</section>
<section>
{error}<form method="post">
{field("email", "Email", given.get("email") or session["customer_email"] or "", "email")}
{methods}
{field("number", "Or another test card number", given.get("number", ""))}
{field("name", "Name on card", given.get("name", "Test Person"))}
<button class="main" name="do" value="pay">Pay {escape(total)}</button>
{back}
</form>
</section>"""
    return page(f"Pay {total}", content, status=402 if problem else 200)


def card_name(number: str) -> str:
    return f"A card that {escape(CARDS[number].label)}"


def items(session: Json) -> str:
    rows = [
        f"<dt>{escape(item['description'])}{more(item)}</dt><dd>{escape(shown(item['amount_total'], item['currency']))}</dd>"
        for item in session["_line_items"]
    ]
    rows.append(f'<dt class="sum">Total</dt><dd class="sum">{escape(shown(session["amount_total"], session["currency"]))}</dd>')
    return f'<dl class="items">{"".join(rows)}</dl>'


def more(item: Json) -> str:
    text = escape(item["_more"] or "") + (f" × {item['quantity']}" if item["quantity"] > 1 else "")
    return f'<br><span class="soft">{text}</span>' if text else ""


def three_d_secure(session: Json) -> Answer:
    total = shown(session["amount_total"], session["currency"])
    content = f"""<section>
<h1>3-D Secure</h1>
<p>Your bank asks whether it is really you who pays {escape(total)} to OpenChance.</p>
<form method="post">
<button class="main" name="authentication" value="complete">Complete authentication</button>
<button name="authentication" value="fail">Fail authentication</button>
</form>
</section>"""
    return page("3-D Secure", content)
