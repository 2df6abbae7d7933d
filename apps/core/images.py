"""Pictures that people send: read with suspicion, written anew. Only pixels come through; no metadata, no colour profile, no second frame."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

PIXEL_LIMIT = 50_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, RuntimeError)


class TooManyPixels(Exception):
    """Its header says that it is larger than PIXEL_LIMIT: nothing was decoded."""


class Unreadable(Exception):
    """It is no image that we can read."""


@contextmanager
def opened(content: Any) -> Iterator[Image.Image]:
    """The image, of one of FORMATS; not decoded yet. What goes wrong inside is raised as TooManyPixels or Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=FORMATS) as image:
                if image.width * image.height > PIXEL_LIMIT:
                    raise TooManyPixels
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except BROKEN:
        raise Unreadable from None


def decoded(image: Image.Image, side: int) -> Image.Image:
    """The picture upright, in sRGB, on white where it was transparent; a JPEG is decoded no larger than twice `side` needs."""
    image.draft("RGB", (side * 2, side * 2))
    image.load()
    return on_white(ImageOps.exif_transpose(image))


def on_white(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        image = image.point(lambda value: value / 257).convert("L")
    elif profile and image.mode in ("RGB", "CMYK", "L"):
        image = to_srgb(image, profile)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours as they were meant; a broken profile changes nothing."""
    try:
        found = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return found or image


def encode(image: Image.Image) -> bytes:
    """A WebP without metadata: only pixels are handed to the encoder."""
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=84, method=4)
    return out.getvalue()
