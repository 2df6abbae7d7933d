"""Pictures that people send of themselves, as squares."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from apps.core.images import PIXEL_LIMIT, TooManyPixels, Unreadable, decoded, encode, opened

SIZE_LIMIT = 5 * 1024 * 1024
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
        with opened(upload) as image:
            largest = square(image, max(sides))
            return [encode(resized(largest, side)) for side in sides]
    except TooManyPixels:
        raise ValidationError(f"The picture has more than {PIXEL_LIMIT // 1_000_000} million pixels. Send a smaller one.") from None
    except Unreadable:
        raise ValidationError(UNREADABLE) from None


def square(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) > 50 * min(image.size):
        raise ValidationError("The picture is too narrow. Send one that is closer to a square.")
    return ImageOps.fit(decoded(image, side), (side, side), Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def resized(image: Image.Image, side: int) -> Image.Image:
    return image if image.width == side else image.resize((side, side), Image.Resampling.LANCZOS)
