"""The onboarding page behind an Account Link: used once, for five minutes."""

from html import escape

from ..objects.accounts import CURRENCIES
from ..objects.conditions import add_bank, set_condition
from ..wire import Answer, Request
from ..world import World
from .layout import field, page, redirect

COUNTRIES = ("DE", "FR", "NL", "ES", "IT", "IE", "AT", *sorted(CURRENCIES))
INCOMPLETE = ["individual.verification.document", "external_account"]


def link(world: World, account_id: str, token: str) -> Answer:
    """The link itself: its first visit opens the form, any other goes to the refresh URL."""
    found = world.links.get(token)
    if found is None or found["account"] != account_id or "refresh_url" not in found:
        return page("No such link", "<section><h1>No such link</h1><p>Ask the site for a new one.</p></section>", status=404)
    if found["used"] or found["end"] < world.now() or world.accounts.rows[account_id]["_gone"]:
        return redirect(found["refresh_url"])
    found["used"] = True
    visit = world.new_id("link")[5:]
    world.links[visit] = {"account": account_id, "return_url": found["return_url"], "visit": True}
    return redirect(f"/setup/s/{visit}")


def form(world: World, request: Request, visit: str) -> Answer:
    found = world.links.get(visit)
    if found is None or "visit" not in found:
        return page("No such link", "<section><h1>No such link</h1><p>Ask the site for a new one.</p></section>", status=404)
    account = world.accounts.rows[found["account"]]
    given = request.form() if request.method == "POST" else {}
    if given.get("do") == "finish" and (problem := wrong(given)):
        return ask(account["country"], account["email"] or "", given, problem)
    if given.get("do") == "finish":
        account["individual"] = {"first_name": given["name"].split(" ")[0], "last_name": given["name"].partition(" ")[2]}
        add_bank(world, account, given["iban"].replace(" ", "")[-4:])
        set_condition(world, account, "ready")
        return redirect(found["return_url"])
    if given.get("do") == "later":
        set_condition(world, account, "needs", due=INCOMPLETE)
        return redirect(found["return_url"])
    return ask(account["country"], account["email"] or "", given, "")


def wrong(given: dict[str, str]) -> str:
    if not given.get("name", "").strip():
        return "Give your legal name."
    bare = given.get("iban", "").replace(" ", "")
    return "" if bare.isalnum() and 8 <= len(bare) <= 34 else "Give an account number or IBAN of 8 to 34 letters and digits."


def ask(country: str, email: str, given: dict[str, str], problem: str) -> Answer:
    error = f'<div class="error" role="alert">{escape(problem)}</div>' if problem else ""
    options = "".join(
        f"<option{' selected' if code == given.get('country', country) else ''}>{code}</option>" for code in dict.fromkeys((country, *COUNTRIES))
    )
    content = f"""<section>
<h1>Get paid by OpenChance</h1>
<p class="soft">Payouts go to {escape(email) or "this account"}. Nothing that you type here leaves this machine.</p>
{error}<form method="post">
{field("name", "Legal name", given.get("name", "Sam Solver"))}
<div class="field"><label for="country">Country</label><select id="country" name="country">{options}</select></div>
{field("iban", "IBAN or account number", given.get("iban", "DE89 3704 0044 0532 0130 00"))}
<button class="main" name="do" value="finish">Save and finish</button>
<button name="do" value="later">Save and leave it incomplete</button>
</form>
</section>"""
    return page("Get paid", content, status=422 if problem else 200)
