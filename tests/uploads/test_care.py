"""What an operator hears about the storage: half configurations, a bucket that is open to everybody or closed to browsers."""

from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import CommandError, call_command

from apps.core.checks import storage_is_whole
from apps.core.uploads import shelves
from openchance import doctor
from openchance.settings import bucket as bucket_settings

from .conftest import Shelf

WHOLE = {"S3_BUCKET": "media", "S3_REGION": "eu-central-1"}
CDN = {"CLOUDFRONT_DOMAIN": "media.example.org", "CLOUDFRONT_KEY_ID": "K123"}


@pytest.fixture(scope="module")
def pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form).decode()


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({}, []),
        ({"S3_REGION": "eu-central-1"}, ["core.W001"]),
        (WHOLE, []),
        ({"S3_BUCKET": "media"}, ["core.E001"]),
        ({"S3_BUCKET": "media", "S3_ENDPOINT_URL": "localhost:9000"}, ["core.E002"]),
        ({"S3_BUCKET": "media", "S3_ENDPOINT_URL": "http://localhost:9000", "HTTPS": True}, ["core.E003"]),
        (WHOLE | {"CLOUDFRONT_DOMAIN": "media.example.org"}, ["core.E005"]),
        (WHOLE | {"CLOUDFRONT_KEY": "-----BEGIN"}, ["core.E005"]),
        (WHOLE | CDN | {"CLOUDFRONT_KEY": "no key"}, ["core.E007"]),
        (WHOLE | CDN | {"CLOUDFRONT_DOMAIN": "https://media.example.org", "CLOUDFRONT_KEY": "no key"}, ["core.E006", "core.E007"]),
    ],
)
def test_half_a_configuration_is_said(settings: Any, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any], problems: list[str]) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        setattr(settings, name, value)
    assert [one.id for one in storage_is_whole(None)] == problems


def test_half_of_a_pair_of_keys(settings: Any, monkeypatch: pytest.MonkeyPatch, pem: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    for name, value in (WHOLE | CDN | {"CLOUDFRONT_KEY": pem}).items():
        setattr(settings, name, value)
    assert [one.id for one in storage_is_whole(None)] == ["core.E004"]


def test_links_through_cloudfront_are_signed(settings: Any, in_bucket: Shelf, pem: str) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": bucket_settings("media", region="eu-central-1", domain="media.example.org", key_id="K123", key=pem)
    }
    link = shelves.link("uploads/one.txt", "Größe.txt")
    assert link.startswith("https://media.example.org/uploads/one.txt?response-content-disposition=attachment")
    assert {"Signature=", "Key-Pair-Id=K123", "Expires="} <= {
        part.split("=")[0] + "=" + part.split("=")[1] if "Key" in part else part.split("=")[0] + "=" for part in link.split("&")
    }


def test_without_its_key_a_cdn_is_not_used() -> None:
    assert "custom_domain" not in bucket_settings("media", region="eu-central-1", domain="media.example.org")["OPTIONS"]


def test_the_doctor_looks_at_the_bucket(settings: Any, in_bucket: Shelf) -> None:
    assert in_bucket.bucket
    settings.S3_BUCKET, settings.S3_ENDPOINT_URL = "media", in_bucket.bucket.url
    open_one = doctor.files()
    assert not open_one.ok and "may be public" in open_one.hint
    call_command("prepare_bucket")
    call_command("prepare_bucket")
    assert doctor.files().ok
    rules = in_bucket.bucket.client.get_bucket_lifecycle_configuration(Bucket="media")["Rules"]
    assert [rule["ID"] for rule in rules] == ["incoming"]
    in_bucket.bucket.is_down = True
    assert not doctor.files().ok


def test_a_folder_needs_no_care(on_disk: Shelf) -> None:
    assert doctor.files().ok
    with pytest.raises(CommandError, match="on disk"):
        call_command("prepare_bucket")
