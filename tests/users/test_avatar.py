"""Pictures: read with suspicion, written anew."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.users.images import SIZE_LIMIT
from apps.users.models import User
from apps.users.services.avatars import small_key

pytestmark = pytest.mark.django_db
URL = "/settings/profile/picture/"
RED, BLUE = (220, 20, 20), (20, 20, 220)


def picture(size: tuple[int, int] = (400, 400), mode: str = "RGB", kind: str = "PNG", colour: Any = RED, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def upload(client: Client, content: bytes, name: str = "me.png") -> Any:
    return client.post(URL, {"picture": SimpleUploadedFile(name, content)})


def stored(user: User, small: bool = False) -> Image.Image:
    user.refresh_from_db()
    assert user.avatar
    return Image.open(default_storage.open(small_key(user.avatar) if small else user.avatar))


def near(pixel: Any, colour: tuple[int, int, int], by: int = 30) -> bool:
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=False))


def refused(response: Any, user: User) -> str:
    assert response.status_code == 422
    user.refresh_from_db()
    assert user.avatar == ""
    return " ".join(response.context["avatar_form"].errors["picture"])


PICTURES = {
    "png": picture(),
    "jpeg": picture(kind="JPEG"),
    "webp": picture(kind="WEBP"),
    "bmp": picture(kind="BMP"),
    "tiff": picture(kind="TIFF"),
    "avif": picture(kind="AVIF"),
    "palette": picture(mode="P", colour=1),
    "grey": picture(mode="L", colour=90),
    "bits": picture(mode="1", colour=1),
    "sixteen bits": picture(mode="I;16", colour=20000),
    "transparent": picture(mode="RGBA", colour=(*RED, 128)),
    "transparent grey": picture(mode="LA", colour=(90, 128)),
    "cmyk jpeg": picture(mode="CMYK", kind="JPEG", colour=(0, 200, 200, 20)),
    "cmyk tiff": picture(mode="CMYK", kind="TIFF", colour=(0, 200, 200, 20)),
    "one pixel": picture((1, 1)),
    "wide": picture((3000, 400)),
}


@pytest.mark.parametrize("content", PICTURES.values(), ids=PICTURES)
def test_any_common_image_becomes_two_squares(as_olga: Client, olga: User, content: bytes) -> None:
    assert upload(as_olga, content)["Location"] == "/settings/profile/"
    for small, side in ((False, 256), (True, 64)):
        image = stored(olga, small)
        assert (image.format, image.size, image.mode) == ("WEBP", (side, side), "RGB")


def test_cmyk_keeps_its_colour(as_olga: Client, olga: User) -> None:
    upload(as_olga, picture(mode="CMYK", kind="JPEG", colour=(0, 230, 230, 10)))
    assert near(stored(olga).getpixel((128, 128)), (245, 25, 25), 40)


def test_sixteen_bits_are_not_burnt_out(as_olga: Client, olga: User) -> None:
    upload(as_olga, picture(mode="I;16", colour=32768))
    assert near(stored(olga).getpixel((128, 128)), (128, 128, 128))


def test_what_was_transparent_is_white(as_olga: Client, olga: User) -> None:
    upload(as_olga, picture(mode="RGBA", colour=(0, 0, 0, 0)))
    assert near(stored(olga).getpixel((128, 128)), (255, 255, 255))


def test_an_animation_gives_its_first_frame(as_olga: Client, olga: User) -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in (RED, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    upload(as_olga, out.getvalue(), "me.gif")
    image = stored(olga)
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.getpixel((128, 128)), RED)


def test_a_rotated_photo_stands_upright_and_its_metadata_is_gone(as_olga: Client, olga: User) -> None:
    photo = Image.new("RGB", (300, 300), RED)
    photo.paste(BLUE, (0, 0, 300, 150))  # the upper half of the pixels
    exif = Image.Exif()
    exif[0x0112] = 6  # “turn by a quarter, clockwise”: what is above comes to the right
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (57.0, 42.0, 0.0)
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif, quality=95, comment=b"Secret words")
    upload(as_olga, out.getvalue(), "me.jpg")
    image = stored(olga)
    assert near(image.getpixel((220, 128)), BLUE) and near(image.getpixel((30, 128)), RED)
    assert not image.getexif() and not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    with default_storage.open(olga.avatar) as file:
        assert b"Secret" not in file.read()


NO_PICTURES = {
    "empty": (b"", "empty"),
    "text": (b"Dear reader, I am a text.", "not an image"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not an image"),
    "pdf": (b"%PDF-1.7 nothing", "not an image"),
    "half a png": (picture()[:80], "not an image"),
    "half a jpeg": (picture(kind="JPEG")[:200], "not an image"),
    "only a head": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "not an image"),
    "a thread": (picture((4000, 20)), "too narrow"),
}


@pytest.mark.parametrize(("content", "words"), NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused(as_olga: Client, olga: User, content: bytes, words: str) -> None:
    assert words in refused(upload(as_olga, content), olga)


def test_five_megabytes_and_one_byte(as_olga: Client, olga: User) -> None:
    whole = picture()
    assert "larger than 5 MB" in refused(upload(as_olga, whole + b"\0" * (SIZE_LIMIT + 1 - len(whole))), olga)
    assert upload(as_olga, whole + b"\0" * (SIZE_LIMIT - len(whole))).status_code == 302


def test_no_picture_chosen(as_olga: Client, olga: User) -> None:
    assert refused(as_olga.post(URL), olga) == "Choose a picture first."


def png_of(width: int, height: int) -> bytes:
    """A small file that unfolds into width × height black pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    squeeze = zlib.compressobj(9)
    rows = b"".join(squeeze.compress(b"\0" * (width // 8 + 1)) for _ in range(height)) + squeeze.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (20000, 20000)])
def test_a_bomb_is_refused_before_it_unfolds(as_olga: Client, olga: User, size: tuple[int, int]) -> None:
    assert "million pixels" in refused(upload(as_olga, png_of(*size)), olga)


def test_a_new_picture_replaces_the_old_files(as_olga: Client, olga: User) -> None:
    upload(as_olga, picture())
    olga.refresh_from_db()
    before = olga.avatar
    upload(as_olga, picture(colour=BLUE))
    olga.refresh_from_db()
    assert before != olga.avatar
    assert not default_storage.exists(before) and not default_storage.exists(small_key(before))
    assert default_storage.exists(olga.avatar)


def test_removing(as_olga: Client, olga: User) -> None:
    upload(as_olga, picture())
    olga.refresh_from_db()
    before = olga.avatar
    assert as_olga.post(f"{URL}remove/")["Location"] == "/settings/profile/"
    assert as_olga.post(f"{URL}remove/").status_code == 302, "twice is once"
    olga.refresh_from_db()
    assert olga.avatar == "" and not default_storage.exists(before)


def test_served_to_everybody_for_a_year(as_olga: Client, olga: User, client: Client) -> None:
    upload(as_olga, picture())
    olga.refresh_from_db()
    for url, side in ((olga.avatar_url, 256), (olga.avatar_small_url, 64)):
        response = Client().get(url)
        assert response.headers["Content-Type"] == "image/webp"
        assert "immutable" in response.headers["Cache-Control"] and "public" in response.headers["Cache-Control"]
        assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (side, side)  # type: ignore[attr-defined]
    for wrong in (olga.avatar_url.replace(olga.avatar_version, "0" * 12), "/people/olga/picture/huge-0.webp", "/people/nobody/picture/large-0.webp"):
        assert Client().get(wrong).status_code == 404
    default_storage.delete(olga.avatar)
    assert Client().get(olga.avatar_url).status_code == 404


def test_wrong_method_and_strangers(as_olga: Client, client: Client) -> None:
    assert as_olga.get(URL).status_code == 405
    assert Client().post(URL)["Location"].startswith("/accounts/login/")
