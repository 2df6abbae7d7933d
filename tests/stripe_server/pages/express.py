"""The Express dashboard behind a login link: balance, payouts, and a button."""

from html import escape

from ..currencies import shown
from ..objects import payouts
from ..wire import Answer, Request
from ..world import World
from .layout import page, redirect


def link(world: World, account_id: str, token: str) -> Answer:
    found = world.links.get(token)
    if found is None or found["account"] != account_id or found["used"] or found["end"] < world.now():
        return page("No such link", "<section><h1>This link was used or has expired</h1><p>Ask the site for a new one.</p></section>", status=410)
    found["used"] = True
    visit = world.new_id("link")[5:]
    world.links[visit] = {"account": account_id, "dashboard": True}
    return redirect(f"/express/s/{visit}")


def dashboard(world: World, request: Request, visit: str) -> Answer:
    found = world.links.get(visit)
    if found is None or "dashboard" not in found:
        return page("No such link", "<section><h1>No such link</h1><p>Ask the site for a new one.</p></section>", status=404)
    account = found["account"]
    if request.method == "POST":
        payouts.run(world, account, "failed" if request.form().get("do") == "fail" else "paid", scheduled=False)
        return redirect(f"/express/s/{visit}")
    row = world.accounts.rows[account]
    content = f"""<section><h1>{escape(row["email"] or account)}</h1>
<p class="soft">Payouts are {"on" if row["payouts_enabled"] else "off"}; schedule: {escape(row["settings"]["payouts"]["schedule"]["interval"])}.</p>
<dl class="items">{balances(world, account) or "<dt>Nothing yet</dt><dd>0</dd>"}</dl></section>
<section><form method="post">
<button class="main" name="do" value="pay">Pay out now</button>
<button name="do" value="fail">Pay out, and let the bank refuse</button>
</form></section>
<section><h2>Payouts</h2><div class="scroll"><table>
<thead><tr><th>Payout</th><th>Status</th><th class="money">Amount</th></tr></thead>
<tbody>{lines(world, account) or "<tr><td colspan=3>None yet.</td></tr>"}</tbody>
</table></div></section>"""
    return page("Express dashboard", content)


def balances(world: World, account: str) -> str:
    rows = []
    for currency, (available, pending) in world.balances.amounts.get(account, {}).items():
        rows.append(f"<dt>{currency.upper()} available</dt><dd>{shown(available, currency)}</dd>")
        rows.append(f'<dt class="soft">on its way</dt><dd class="soft">{shown(pending, currency)}</dd>')
    return "".join(rows)


def lines(world: World, account: str) -> str:
    return "".join(
        f'<tr><td>{escape(row["id"])}</td><td>{escape(row["status"])}</td><td class="money">{shown(row["amount"], row["currency"])}</td></tr>'
        for row in reversed(world.payouts.where("_account", account))
    )
