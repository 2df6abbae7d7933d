"""Links to hosted pages: onboarding (once, five minutes) and the Express dashboard."""

from ..calls import Call
from ..errors import Json, Refusal, required
from .conditions import reachable
from .sessions import checked_url

LINK_LIVES = 5 * 60


def create_link(call: Call) -> Json:
    params, world = call.params, call.world
    row = world.accounts.rows.get(params["account"])
    if row is None or row["_gone"]:
        raise Refusal(f"No such account: '{params['account']}'", code="resource_missing", param="account")
    if params["type"] == "account_update" and row["type"] == "express":
        raise Refusal("You cannot create `account_update` type Account Links for this account.", param="type", ours=True)
    for name in ("refresh_url", "return_url"):
        if checked_url(params, name) is None:
            raise required(name)
    token = world.new_id("link")[5:]
    end = world.now() + LINK_LIVES
    world.links[token] = {"account": row["id"], "refresh_url": params["refresh_url"], "return_url": params["return_url"], "end": end, "used": False}
    return {"object": "account_link", "created": world.now(), "expires_at": end, "url": f"{call.base_url}/setup/e/{row['id']}/{token}"}


def create_login_link(call: Call) -> Json:
    world, row = call.world, reachable(call.world, call.ids[0])
    if row["controller"]["stripe_dashboard"]["type"] != "express":
        raise Refusal("Cannot create a login link for an account that does not have access to the Express Dashboard.")
    if not row["details_submitted"]:
        raise Refusal("Cannot create a login link for an account that has not completed onboarding.")
    token = world.new_id("link")[5:]
    world.links[token] = {"account": row["id"], "end": world.now() + LINK_LIVES, "used": False}
    return {"object": "login_link", "created": world.now(), "url": f"{call.base_url}/express/{row['id']}/{token}"}
