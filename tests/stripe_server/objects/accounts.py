"""Connected accounts: Express, onboarded by one-time links; ready, restricted, rejected or gone."""

from ..calls import Call
from ..errors import Json, Refusal
from ..params import check_metadata
from ..render import listed
from .conditions import reachable, requirements, set_condition, told
from .sessions import checked_email

ASKED = ["business_profile.url", "external_account", "individual.dob.day", "individual.first_name", "individual.last_name", "tos_acceptance.date"]
CURRENCIES = {
    **{"US": "usd", "GB": "gbp", "JP": "jpy", "SE": "sek", "NO": "nok", "DK": "dkk", "CH": "chf", "HU": "huf", "PL": "pln", "CZ": "czk", "IS": "isk"},
    **{"KW": "kwd", "TW": "twd", "UG": "ugx", "CA": "cad", "AU": "aud", "NZ": "nzd", "SG": "sgd", "IN": "inr", "BR": "brl", "MX": "mxn"},
}
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
