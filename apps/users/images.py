"""Pictures that people send of themselves: read with suspicion, written anew."""

import io
import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

SIZE_LIMIT = 5 * 1024 * 1024
PIXEL_LIMIT = 50_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
UNREADABLE = "This is not an image that we can read. Send a JPEG, PNG, WebP, GIF, AVIF or TIFF."


def squares(upload: UploadedFile[Any], sides: tuple[int, ...]) -> list[bytes]:
    """The middle of the picture as WebP squares, upright, in sRGB, on white where it was transparent, without any metadata.

    Raises ValidationError, in words for the user, for what is too large or no image. Of an animation the first frame is taken.
    """
    if not upload.size:
        raise ValidationError("The file is empty.")
    if upload.size > SIZE_LIMIT:
        raise ValidationError("The picture is larger than 5 MB. Send a smaller one.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as image:
                return [encode(image_square, side) for image_square in [read(image, max(sides))] for side in sides]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, RuntimeError):
        raise ValidationError(UNREADABLE) from None


def too_many_pixels() -> str:
    return f"The picture has more than {PIXEL_LIMIT // 1_000_000} million pixels. Send a smaller one."


def read(image: Image.Image, side: int) -> Image.Image:
    """The decoded, upright, square picture; the size in its header is checked before anything is decoded."""
    if image.width * image.height > PIXEL_LIMIT:
        raise Image.DecompressionBombError
    if max(image.size) > 50 * min(image.size):
        raise ValidationError("The picture is too narrow. Send one that is closer to a square.")
    image.draft("RGB", (side * 2, side * 2))
    image.load()
    upright = ImageOps.exif_transpose(image)
    return ImageOps.fit(on_white(upright), (side, side), Image.Resampling.LANCZOS, centering=(0.5, 0.4))


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


def encode(image: Image.Image, side: int) -> bytes:
    """A WebP without metadata: only pixels are handed to the encoder."""
    small = image if image.width == side else image.resize((side, side), Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", small.size, small.tobytes())
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=84, method=4)
    return out.getvalue()
