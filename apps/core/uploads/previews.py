"""Small pictures of images. One that fails is no picture; the file stays."""

import logging
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from apps.core.images import TooManyPixels, Unreadable, decoded, encode, opened

from . import shelves
from .row import preview_key

logger = logging.getLogger(__name__)
SIDE = 640
PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "avif"}  # not heic: it needs a library that is not everywhere


def is_picture(name: str) -> bool:
    return name.rpartition(".")[2].lower() in PICTURES


def make_preview(key: str, name: str, content: Any) -> dict[str, Any]:
    """The columns `preview`, `preview_width`, `preview_height` of an image at `key`, whose preview is stored; {} where there is none."""
    if not is_picture(name):
        return {}
    try:
        content.seek(0)
        with opened(content) as image:
            small = decoded(image, SIDE)
        small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        shelves.put(preview_key(key), ContentFile(encode(small)), name, "image/webp")
    except (Unreadable, TooManyPixels, shelves.StorageDown) as problem:
        logger.info("No preview of %s: %r", key, problem)
        return {}
    return {"preview": preview_key(key), "preview_width": small.width, "preview_height": small.height}
