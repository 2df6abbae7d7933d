"""The bucket as its operator should have it: private, open to forms of the site alone, and forgetful of what was never used."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
FORGET = "incoming"  # the rule's name; the clocks are faster, this one is for when they stand still


def calls() -> tuple[Any, str]:
    bucket = default_storage.bucket  # type: ignore[attr-defined]
    return bucket.meta.client, bucket.name


def cors_rules() -> list[dict[str, Any]]:
    return [{"AllowedOrigins": [settings.SITE_URL], "AllowedMethods": ["POST"], "AllowedHeaders": ["*"], "MaxAgeSeconds": 3600}]


def prepare() -> list[str]:
    """The bucket is private, takes forms of SITE_URL, and forgets what lies in incoming/ for a day. Returns what was done, in words."""
    client, name = calls()
    client.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": cors_rules()})
    done = [f"Browsers at {settings.SITE_URL} may post files to {name}."]
    client.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(BLOCKS, True))
    done.append("Public access is blocked.")
    rule = {"ID": FORGET, "Filter": {"Prefix": "incoming/"}, "Status": "Enabled", "Expiration": {"Days": 1}}
    client.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [*other_rules(client, name), rule]})
    return [*done, "What browsers posted and nobody used is forgotten after a day."]


def other_rules(client: Any, name: str) -> list[Any]:
    from botocore.exceptions import ClientError

    try:
        rules: list[Any] = client.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    except ClientError:
        return []
    return [rule for rule in rules if rule.get("ID") != FORGET]


def problems() -> list[str]:
    """What is wrong with it, or could not be seen; in words for the operator."""
    return [sentence for sentence in (exposure(), closed_to_browsers()) if sentence]


def exposure() -> str:
    client, name = calls()
    found, why = ask(lambda: client.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"])
    if why == "NoSuchPublicAccessBlockConfiguration" or (found and not all(found.get(block) for block in BLOCKS)):
        return "it may be public: block public access (manage.py prepare_bucket)"
    return f"whether it is private could not be seen ({why})" if why and not settings.S3_ENDPOINT_URL else ""


def closed_to_browsers() -> str:
    client, name = calls()
    rules, why = ask(lambda: client.get_bucket_cors(Bucket=name)["CORSRules"])
    if why == "NoSuchCORSConfiguration" or (rules is not None and not any(allows(rule) for rule in rules)):
        return f"browsers at {settings.SITE_URL} may not post to it (manage.py prepare_bucket)"
    return f"whether browsers may post to it could not be seen ({why})" if why and not settings.S3_ENDPOINT_URL else ""


def allows(rule: dict[str, Any]) -> bool:
    return "POST" in rule["AllowedMethods"] and bool({"*", settings.SITE_URL} & set(rule["AllowedOrigins"]))


def ask(question: Any) -> tuple[Any, str]:
    """(the answer, "") or (None, the bucket's code)."""
    from botocore.exceptions import ClientError

    try:
        return question(), ""
    except ClientError as error:
        return None, str(error.response.get("Error", {}).get("Code", "unknown"))
