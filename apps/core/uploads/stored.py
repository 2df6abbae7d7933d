"""Files of rows."""

import hashlib
from pathlib import PurePosixPath
from typing import Any, Self

from django.core.files.uploadedfile import UploadedFile
from django.db import models

from apps.core.ids import uuid7
from apps.core.models import Row

from .checking import clean_name


def upload_path(instance: models.Model, name: str) -> str:
    """Where a file is kept: an unguessable key, nothing of the user's own words."""
    return f"{instance._meta.label_lower}/{uuid7().hex}{PurePosixPath(name).suffix.lower()[:12]}"


class StoredFile(Row):
    """A file that belongs to a row of an app; subclasses add the foreign key."""

    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    preview = models.CharField(max_length=220, blank=True, editable=False)  # storage key of a small picture; images only
    preview_width = models.PositiveSmallIntegerField(default=0, editable=False)
    preview_height = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def store(cls, upload: UploadedFile[Any], *, by: Any = None, **owner: Any) -> Self:
        """The bytes of a checked upload are stored; the row is not saved yet. For verbs whose transaction may have to run again."""
        upload.seek(0)
        digest = hashlib.file_digest(upload, "sha256").hexdigest()
        upload.seek(0)
        row = cls(name=clean_name(upload.name or ""), size=upload.size or 0, digest=digest, **owner)
        row.file.save(row.name, upload, save=False)
        return row

    @classmethod
    def keep(cls, upload: UploadedFile[Any], *, by: Any = None, **owner: Any) -> Self:
        """Store a checked upload. The bytes are written first: a row never names a file that is not there."""
        row = cls.store(upload, by=by, **owner)
        row.save()
        return row
