"""Small pictures of images: upright, without metadata, made by us; one that fails never costs the file."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from apps.applications.models import Application, ApplicationFile
from apps.core.uploads import Upload, serve_preview, take
from apps.users.models import User
from apps.users.services import set_avatar
from openchance.demo import cast

from .conftest import Send, Shelf

pytestmark = pytest.mark.django_db


def picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 800), **words: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **words)
    return out.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "where I live"
    return picture(exif=exif)


def bomb() -> bytes:
    """A PNG of 60,000 × 60,000 pixels, in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def application(olga: User, sam: User) -> Application:
    found: Application = cast.application(cast.open_challenge(olga), sam)
    return found


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_image_has_a_preview(shelf: Shelf, application: Application, sam: User, eve: User, signed_in: Any) -> None:
    kept = ApplicationFile.keep(file("tower.jpg", turned()), by=sam, application=application)
    assert (kept.preview_width, kept.preview_height) == (320, 640) and shelf.keys == {kept.file.name, kept.preview}
    answer = signed_in(sam).get(kept.preview_url)
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert "private" in answer.headers["Cache-Control"]
    shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert shown.size == (320, 640) and not shown.getexif() and "exif" not in shown.info
    assert signed_in(eve).get(kept.preview_url).status_code == 404
    page = signed_in(sam).get(application.get_absolute_url()).content.decode()
    assert f'<img src="{kept.preview_url}" alt="" width="320" height="640" loading="lazy"' in page
    kept.delete()
    assert not shelf.keys


@pytest.mark.parametrize("name", ["small.png", "photo.webp", "scan.tiff", "old.gif", "new.avif"])
def test_every_kind_that_browsers_know(on_disk: Shelf, sam: User, name: str) -> None:
    kind = {"tif": "TIFF", "tiff": "TIFF"}.get(name.split(".")[1], name.split(".")[1].upper())
    upload = take(file(name, picture(kind, (30, 20))), by=sam)
    assert (upload.preview_width, upload.preview_height) == (30, 20)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.png", bomb()),
        ("broken.png", picture("PNG")[:200]),
        ("phone.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50),
        ("words.txt", b"words"),
    ],
    ids=["bomb", "broken", "heic", "text"],
)
def test_without_a_preview_the_file_is_kept(on_disk: Shelf, application: Application, sam: User, name: str, content: bytes) -> None:
    kept = ApplicationFile.keep(file(name, content), by=sam, application=application)
    assert not kept.preview and not kept.preview_url and on_disk.keys == {kept.file.name}
    with pytest.raises(Http404):
        serve_preview(kept)


def test_one_sent_ahead_has_one_too(shelf: Shelf, send: Send, sam: User, signed_in: Any) -> None:
    sent = send(signed_in(sam), "tower.png", picture("PNG", (900, 300)))
    upload = Upload.objects.get(pk=sent["id"])
    assert (upload.preview_width, upload.preview_height) == (640, 213) and {upload.key, upload.preview} <= shelf.keys


def test_avatars_come_from_the_same_storage(shelf: Shelf, sam: User, client: Any) -> None:
    set_avatar(sam, SimpleUploadedFile("me.png", picture("PNG", (300, 300))))
    answer = client.get(sam.avatar_url)
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"] and answer.headers["Content-Type"] == "image/webp"
    assert Image.open(ContentFile(b"".join(answer.streaming_content))).size == (256, 256)
    before = shelf.keys
    assert len(before) == 2
    set_avatar(sam, SimpleUploadedFile("me.png", picture("PNG", (200, 200))))
    assert len(shelf.keys) == 2 and not before & shelf.keys
