"""What the start refuses about files: half a configuration would lose them, or show them to everybody."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def storage_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.S3_BUCKET:
        said = [name for name in ("S3_REGION", "S3_ENDPOINT_URL", "CLOUDFRONT_DOMAIN") if getattr(settings, name)]
        hint = "Set S3_BUCKET, or leave them out."
        return [Warning(f"{', '.join(said)} without S3_BUCKET: files are kept on disk.", hint=hint, id="core.W001")] if said else []
    return [*bucket_is_reachable(), *cdn_is_whole()]


def bucket_is_reachable() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    endpoint: str = settings.S3_ENDPOINT_URL
    if not settings.S3_REGION and not endpoint:
        hint = "Browsers follow no redirect to the right region when they post a file: set S3_REGION."
        found.append(Error("S3_BUCKET has no S3_REGION.", hint=hint, id="core.E001"))
    if endpoint and not endpoint.startswith(("http://", "https://")):
        found.append(Error("S3_ENDPOINT_URL begins with http:// or https://.", id="core.E002"))
    if endpoint.startswith("http://") and settings.HTTPS:
        found.append(Error("Browsers on https:// pages send nothing to http://: give S3_ENDPOINT_URL TLS.", id="core.E003"))
    if bool(os.environ.get("AWS_ACCESS_KEY_ID")) != bool(os.environ.get("AWS_SECRET_ACCESS_KEY")):
        found.append(Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together; one is missing.", id="core.E004"))
    return found


def cdn_is_whole() -> list[CheckMessage]:
    """The bucket is private, so whatever stands in front of it has to be asked with a signature."""
    domain, key_id, key = settings.CLOUDFRONT_DOMAIN, settings.CLOUDFRONT_KEY_ID, settings.CLOUDFRONT_KEY
    if not (domain or key_id or key):
        return []
    if not (domain and key_id and key):
        hint = "Set CLOUDFRONT_DOMAIN, CLOUDFRONT_KEY_ID and CLOUDFRONT_KEY; or none, and files are read from the bucket itself."
        return [Error("CloudFront is half configured: it needs its domain, and a key to sign links with.", hint=hint, id="core.E005")]
    found: list[CheckMessage] = []
    if "/" in domain:
        found.append(Error("CLOUDFRONT_DOMAIN is a host name, like media.openchance.example.", id="core.E006"))
    if not is_private_key(key):
        hint = "The private key in PEM, on one line with \\n between its lines."
        found.append(Error("CLOUDFRONT_KEY is no private key.", hint=hint, id="core.E007"))
    return found


def is_private_key(pem: str) -> bool:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):
        return False
    return True
