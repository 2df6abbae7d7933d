"""Connected accounts: Express, onboarded by one-time links; ready, restricted, rejected or gone."""

from typing import Any, Literal

from ..calls import Call
from ..errors import Json, Refusal, required
from ..events import emit
from ..params import check_metadata
from ..render import listed
from ..world import World
from .sessions import checked_email, checked_url

Condition = Literal["ready", "restricted", "needs", "rejected", "deauthorized"]
LINK_LIVES = 5 * 60
ASKED = ["business_profile.url", "external_account", "individual.dob.day", "individual.first_name", "individual.last_name", "tos_acceptance.date"]
CURRENCIES = {
    **{"US": "usd", "GB": "gbp", "JP": "jpy", "SE": "sek", "NO": "nok", "DK": "dkk", "CH": "chf", "HU": "huf", "PL": "pln", "CZ": "czk", "IS": "isk"},
    **{"KW": "kwd", "TW": "twd", "UG": "ugx", "CA": "cad", "AU": "aud", "NZ": "nzd", "SG": "sgd", "IN": "inr", "BR": "brl", "MX": "mxn"},
}
PAPERS = ["individual.verification.document"]
DEADLINE = 7 * 86400
REJECTIONS = {"terms_of_service": "rejected.terms_of_service", "other": "rejected.other"}
DAILY = {"delay_days": 2, "interval": "daily"}


def create(call: Call) -> Json:
    world, params = call.world, call.params
    if "type" in params and "controller" in params:
        raise Refusal("The `type` and `controller` parameters cannot be used together.", param="controller", ours=True)
    country = params.get("country", "US").upper()
    if len(country) != 2 or not country.isalpha():
        raise Refusal(f"Country '{country}' is unknown.", code="country_unsupported", param="country", ours=True)
    dashboard = params.get("controller", {}).get("stripe_dashboard", {}).get("type", "full")
    kind = params.get("type") or {"express": "express", "full": "standard", "none": "custom"}[dashboard]
    capabilities = {name: "inactive" for name, wish in params.get("capabilities", {}).items() if wish.get("requested")}
    row = world.accounts.add(
        {
            "id": world.new_id("acct", 16),
            "object": "account",
            "business_profile": {"mcc": None, "name": None, "url": None, "product_description": None} | params.get("business_profile", {}),
            "business_type": params.get("business_type"),
            "capabilities": capabilities,
            "charges_enabled": False,
            "controller": controller(kind, params.get("controller", {})),
            "country": country,
            "created": world.now(),
            "default_currency": params.get("default_currency") or CURRENCIES.get(country, "eur"),
            "details_submitted": False,
            "email": checked_email({"customer_email": params["email"]}) if "email" in params else None,
            "external_accounts": None,
            "future_requirements": requirements([]),
            "metadata": check_metadata(params.get("metadata")),
            "payouts_enabled": False,
            "requirements": requirements(ASKED, "requirements.past_due"),
            "settings": settings(params.get("settings", {})),
            "tos_acceptance": {"date": None},
            "type": kind,
            "_gone": False,
        }
    )
    row["external_accounts"] = listed([], f"/v1/accounts/{row['id']}/external_accounts")
    return row


def controller(kind: str, given: Json) -> Json:
    return {
        "fees": {"payer": given.get("fees", {}).get("payer", "application_express" if kind == "express" else "account")},
        "is_controller": True,
        "losses": {"payments": given.get("losses", {}).get("payments", "application")},
        "requirement_collection": given.get("requirement_collection", "stripe"),
        "stripe_dashboard": {"type": {"express": "express", "standard": "full"}.get(kind, "none")},
        "type": "application",
    }


def settings(given: Json) -> Json:
    payouts = given.get("payouts", {})
    return {
        "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
        "card_payments": {"statement_descriptor_prefix": None, "decline_on": {"avs_failure": False, "cvc_failure": False}},
        "dashboard": {"display_name": None, "timezone": "Etc/UTC"},
        "payments": {"statement_descriptor": None},
        "payouts": {"debit_negative_balances": False, "schedule": schedule({}, payouts.get("schedule", {})), "statement_descriptor": None},
    }


def schedule(before: Json, given: Json) -> Json:
    """`interval` decides which days belong to it. Raises `Refusal`: weekly without a day."""
    new = DAILY | before | given
    if new["delay_days"] == "minimum":
        new["delay_days"] = 2
    for interval, day in (("weekly", "weekly_payout_days"), ("monthly", "monthly_payout_days")):
        anchor = day.replace("payout_days", "anchor")
        if new["interval"] != interval:
            new.pop(day, None)
            new.pop(anchor, None)
        elif day not in new and anchor not in new:
            raise Refusal(f"Missing required param: settings[payouts][schedule][{day}].", code="parameter_missing", param=day, ours=True)
    return new


def requirements(due: list[str], disabled: str | None = None) -> Json:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": list(due),
        "disabled_reason": disabled,
        "errors": [],
        "eventually_due": list(due),
        "past_due": list(due) if disabled == "requirements.past_due" else [],
        "pending_verification": [],
    }


def reachable(world: World, account_id: str) -> Json:
    """An account that the platform may still see. Raises `Refusal` (403, as Stripe does)."""
    row = world.accounts.rows.get(account_id)
    if row is None or row["_gone"]:
        raise Refusal(
            f"The provided key does not have access to account '{account_id}' (or that account does not exist). "
            "Application access may have been revoked.",
            status=403,
            code="account_invalid",
        )
    return row


def retrieve(call: Call) -> Json:
    return reachable(call.world, call.ids[0])


def listing(call: Call) -> Json:
    page = call.page(call.world.accounts)
    page["data"] = [row for row in page["data"] if not row["_gone"]]
    return page


def update(call: Call) -> Json:
    row, params = reachable(call.world, call.ids[0]), call.params
    if "metadata" in params:
        row["metadata"] = {} if params["metadata"] == "" else check_metadata({**row["metadata"], **params["metadata"]})
    row |= {name: params[name] for name in ("email", "default_currency", "business_type") if name in params}
    row["business_profile"] |= params.get("business_profile", {})
    for name, wish in params.get("capabilities", {}).items():
        if wish.get("requested"):
            row["capabilities"].setdefault(name, "active" if row["payouts_enabled"] else "inactive")
    payouts = params.get("settings", {}).get("payouts", {})
    if "schedule" in payouts:
        row["settings"]["payouts"]["schedule"] = schedule(row["settings"]["payouts"]["schedule"], payouts["schedule"])
    told(call.world, row)
    return row


def delete(call: Call) -> Json:
    row = reachable(call.world, call.ids[0])
    if any(any(amounts) for amounts in call.world.balances.amounts.get(row["id"], {}).values()):
        raise Refusal("This account cannot be deleted because it has a balance.", code="account_has_balance")
    row["_gone"] = True
    return {"id": row["id"], "object": "account", "deleted": True}


def reject(call: Call) -> Json:
    row = reachable(call.world, call.ids[0])
    set_condition(call.world, row, "rejected", reason=REJECTIONS.get(call.params["reason"], "rejected.fraud"))
    return row


def told(world: World, row: Json) -> None:
    emit(world, "account.updated", row, account=row["id"])


def set_condition(world: World, row: Json, condition: Condition, *, due: list[str] | None = None, reason: str | None = None) -> None:
    """What Stripe thinks of the account now, told by `account.updated` (or `…deauthorized`).

    `ready`: transfers and payouts on. `restricted`: off until `due` is given. `needs`: something is due, by a deadline where the account is on.
    `rejected`: off for good, with `reason`. `deauthorized`: the platform cannot see it any more.
    """
    if condition == "deauthorized":
        row["_gone"] = True
        application = {"id": "ca_test", "object": "application", "name": "OpenChance"}
        emit(world, "account.application.deauthorized", application, account=row["id"])
        return
    ready = condition == "ready"
    if condition == "needs":
        enabled = row["payouts_enabled"]
        row["requirements"] = requirements(due or PAPERS, None if enabled else "requirements.past_due")
        row["requirements"]["current_deadline"] = world.now() + DEADLINE if enabled else None
        told(world, row)
        return
    row |= {"charges_enabled": ready, "payouts_enabled": ready}
    row["capabilities"] = dict.fromkeys(row["capabilities"], "active" if ready else "inactive")
    if ready:
        row["details_submitted"] = True
        row["requirements"] = requirements([])
        row["tos_acceptance"] = {"date": world.now()}
        add_bank(world, row)
    elif condition == "rejected":
        row["requirements"] = requirements([], reason or "rejected.other")
    else:
        row["details_submitted"] = True
        row["requirements"] = requirements(due or PAPERS, reason or "requirements.past_due")
    told(world, row)


def add_bank(world: World, row: Json, last4: str = "3000") -> None:
    if row["external_accounts"]["data"]:
        return
    bank: dict[str, Any] = {
        "id": world.new_id("ba"),
        "object": "bank_account",
        "account": row["id"],
        "bank_name": "STRIPE TEST BANK",
        "country": row["country"],
        "currency": row["default_currency"],
        "default_for_currency": True,
        "last4": last4,
        "status": "new",
    }
    row["external_accounts"]["data"] = [bank]


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


def own_account(call: Call) -> Json:
    """`GET /v1/account`: whose key it is."""
    if call.account:
        return reachable(call.world, call.account)
    switches = dict.fromkeys(("charges_enabled", "payouts_enabled", "details_submitted"), True)
    return {"id": call.world.platform_id, "object": "account", "country": "DE", "default_currency": "eur", "type": "standard"} | switches


def external_accounts(call: Call) -> Json:
    listing: Json = reachable(call.world, call.ids[0])["external_accounts"]
    return listing


def deauthorize(call: Call) -> Json:
    """`POST /oauth/deauthorize` at the connect address."""
    row = reachable(call.world, call.params["stripe_user_id"])
    set_condition(call.world, row, "deauthorized")
    return {"stripe_user_id": row["id"]}
