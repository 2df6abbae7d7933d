"""What a file is: told by its content, not by its name."""

import re
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import File

FILE_LIMIT = 20 * 1024 * 1024
FILES_LIMIT = 10
HEAD = 8192  # bytes that are looked at
PLAIN = {"txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/json"}
ZIPPED = {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"}
# What puremagic may say about the content of a file with this ending.
KINDS: dict[str, set[str]] = {
    "pdf": {"pdf"}, "png": {"png"}, "jpg": {"jpg", "jpeg", "jfif"}, "jpeg": {"jpg", "jpeg", "jfif"}, "gif": {"gif"}, "webp": {"webp"},
    "tif": {"tif", "tiff"}, "tiff": {"tif", "tiff"}, "heic": {"heic", "heif"}, "avif": {"avif"},
    "gz": {"gz", "gzip", "tgz"}, "tgz": {"gz", "gzip", "tgz"}, "7z": {"7z"}, "xz": {"xz"}, "bz2": {"bz2"}, "tar": {"tar"},
    "mp3": {"mp3"}, "wav": {"wav"}, "flac": {"flac"}, "ogg": {"ogg", "oga", "ogv", "opus"},
    "mp4": {"mp4", "m4v", "m4a", "mov"}, "mov": {"mov", "mp4", "qt"},
    "rtf": {"rtf"}, "doc": {"doc", "ole"}, "xls": {"xls", "ole"}, "ppt": {"ppt", "ole"},
} | dict.fromkeys(ZIPPED, ZIPPED)  # fmt: skip
ENDINGS = sorted({*KINDS, *PLAIN})
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)


def clean_name(name: str) -> str:
    """A file name that is safe to show and to send in a header, its ending kept."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+", " ", path.stem).strip(" .") or "file"
    return stem[:100] + path.suffix.lower()[:12]


def check_announced(name: str, size: int) -> None:
    """What can be said before the bytes are there. `name` is a clean one. Raises ValidationError, in words for the user."""
    ending = PurePosixPath(name).suffix.removeprefix(".")
    if size <= 0:
        raise ValidationError(f"{name} is empty.")
    if size > FILE_LIMIT:
        raise ValidationError(f"{name} is larger than 20 MB.")
    if ending not in KINDS and ending not in PLAIN:
        raise ValidationError(f"{name}: files of this kind are not taken. Documents, images, sound, film and archives are.")


def check_head(name: str, head: bytes) -> None:
    """Raises ValidationError where a file is not what its ending says. Archives are not opened."""
    ending = PurePosixPath(name).suffix.removeprefix(".")
    if ending in PLAIN:
        if b"\0" in head or not is_text(head):
            raise ValidationError(f"{name} says it is text, but its content is not.")
        return
    if ending in ZIPPED and head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return
    found = {match.extension.removeprefix(".").lower() for match in magic(head)}
    if not found & KINDS[ending]:
        raise ValidationError(f"{name} says it is {ending.upper()}, but its content is not.")


def check_upload(upload: File[Any]) -> None:
    """Raises ValidationError, in words for the user, where a file is too big, of a kind we do not take, or not what it says it is."""
    name = clean_name(upload.name or "")
    check_announced(name, upload.size or 0)
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    check_head(name, head)


def is_text(head: bytes) -> bool:
    for cut in range(4):  # the sample may end inside a character
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return True
    return False


def magic(head: bytes) -> list[Any]:
    try:
        return list(puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return []
