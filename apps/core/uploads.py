"""Files that people send: checked by content, kept privately, served as attachments."""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Any, Self

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase

from .ids import uuid7
from .models import Row

FILE_LIMIT = 20 * 1024 * 1024
FILES_LIMIT = 10
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


def check_upload(upload: UploadedFile[Any]) -> None:
    """Raises ValidationError, in words for the user, where a file is too big, of a kind we do not take, or not what it says it is."""
    name = clean_name(upload.name or "")
    ending = PurePosixPath(name).suffix.removeprefix(".")
    if not upload.size:
        raise ValidationError(f"{name} is empty.")
    if upload.size > FILE_LIMIT:
        raise ValidationError(f"{name} is larger than 20 MB.")
    if ending not in KINDS and ending not in PLAIN:
        raise ValidationError(f"{name}: files of this kind are not taken. Documents, images, sound, film and archives are.")
    head = upload.read(8192)
    upload.seek(0)
    if ending in PLAIN:
        if b"\0" in head or not is_text(head):
            raise ValidationError(f"{name} says it is text, but its content is not.")
        return
    found = {match.extension.removeprefix(".").lower() for match in magic(head, name)}
    if ending in ZIPPED and head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return
    if not found & KINDS[ending]:
        raise ValidationError(f"{name} says it is {ending.upper()}, but its content is not.")


def is_text(head: bytes) -> bool:
    for cut in range(4):  # the sample may end inside a character
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return True
    return False


def magic(head: bytes, name: str) -> list[Any]:
    try:
        return list(puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return []


def upload_path(instance: models.Model, name: str) -> str:
    """Where a file is kept: an unguessable key, nothing of the user's own words."""
    return f"{instance._meta.label_lower}/{uuid7().hex}{PurePosixPath(name).suffix.lower()[:12]}"


class StoredFile(Row):
    """A file that belongs to a row of an app; subclasses add the foreign key."""

    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def store(cls, upload: UploadedFile[Any], **owner: Any) -> Self:
        """The bytes of a checked upload are stored; the row is not saved yet. For verbs whose transaction may have to run again."""
        upload.seek(0)
        digest = hashlib.file_digest(upload, "sha256").hexdigest()
        upload.seek(0)
        row = cls(name=clean_name(upload.name or ""), size=upload.size or 0, digest=digest, **owner)
        row.file.save(row.name, upload, save=False)
        return row

    @classmethod
    def keep(cls, upload: UploadedFile[Any], **owner: Any) -> Self:
        """Store a checked upload. The bytes are written first: a row never names a file that is not there."""
        row = cls.store(upload, **owner)
        row.save()
        return row


def serve(stored: StoredFile) -> HttpResponseBase:
    """The download: an attachment from disk, or an expiring link of the private bucket. Check who may have it before."""
    if hasattr(default_storage, "bucket_name"):
        disposition = {"ResponseContentDisposition": f'attachment; filename="{stored.name.encode("ascii", "replace").decode()}"'}
        return HttpResponseRedirect(default_storage.url(stored.file.name, parameters=disposition))  # type: ignore[call-arg]
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    return FileResponse(content, as_attachment=True, filename=stored.name, content_type="application/octet-stream")
