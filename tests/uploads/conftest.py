"""The same files on disk and in a bucket; what the outside world sees of each."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from openchance.settings import bucket as bucket_settings
from tests.s3_server import KEY, NAME, REGION, SECRET, Bucket


class Shelf:
    """Where the site keeps its files now; `bucket` None is a folder."""

    def __init__(self, bucket: Bucket | None, folder: Any) -> None:
        self.bucket, self.folder = bucket, folder

    @property
    def keys(self) -> set[str]:
        if self.bucket:
            return self.bucket.keys
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}

    def post(self, browser: Client, form: dict[str, Any], content: bytes, **changed: str) -> int:
        """What a browser's script sends where `form` says; the status of the answer."""
        fields = form["fields"] | changed
        if self.bucket:
            return int(httpx.post(form["url"], data=fields, files={"file": ("blob", content)}, timeout=10).status_code)
        from django.core.files.uploadedfile import SimpleUploadedFile

        return browser.post(form["url"], {**fields, "file": SimpleUploadedFile("blob", content)}).status_code

    def read(self, answer: HttpResponseBase) -> tuple[bytes, dict[str, str]]:
        """The bytes that whoever follows this answer gets, and with which headers."""
        if self.bucket:
            assert answer.status_code == 302, answer.status_code
            got = httpx.get(answer.headers["Location"], timeout=10)
            assert got.status_code == 200, got.text
            return got.content, dict(got.headers)
        return b"".join(answer.streaming_content), dict(answer.headers)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def loopback() -> Iterator[Bucket]:
    server = Bucket()
    yield server
    server.stop()


@pytest.fixture
def on_disk(settings: Any, tmp_path: Any) -> Shelf:
    settings.MEDIA_ROOT = tmp_path
    return Shelf(None, tmp_path)


@pytest.fixture
def in_bucket(settings: Any, loopback: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    loopback.empty()
    monkeypatch.setitem(os.environ, "AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setitem(os.environ, "AWS_SECRET_ACCESS_KEY", SECRET)
    settings.STORAGES = settings.STORAGES | {"default": bucket_settings(NAME, region=REGION, endpoint=loopback.url)}
    yield Shelf(loopback, None)
    loopback.empty()


@pytest.fixture(params=["disk", "bucket"])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    found: Shelf = request.getfixturevalue("on_disk" if request.param == "disk" else "in_bucket")
    return found


Send = Callable[..., dict[str, Any]]


@pytest.fixture
def send(shelf: Shelf) -> Send:
    """Announce, post, finish, as a browser's script does; the last answer."""

    def sending(browser: Client, name: str = "plan.txt", content: bytes = b"words") -> dict[str, Any]:
        ticket = browser.post("/uploads/", {"name": name, "size": len(content)}).json()
        assert shelf.post(browser, ticket["post"], content) < 300
        answer: dict[str, Any] = browser.post(ticket["done"]).json()
        found: dict[str, Any] = ticket | answer
        return found

    return sending
