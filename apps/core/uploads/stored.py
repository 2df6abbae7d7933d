"""Files of rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, Self, TypeVar

from django.core.files.base import File
from django.db import models

from apps.core.db import atomic, run_atomic
from apps.core.errors import NotAllowed
from apps.core.ids import uuid7
from apps.core.models import Row

from .row import Upload
from .taking import claim, let_go, take, throw_away

Sent = File[Any] | Upload  # what a form hands over: a file that was checked, or one that is in the storage already
S = TypeVar("S", bound="StoredFile")


def upload_path(instance: models.Model, name: str) -> str:
    """For what is stored without an upload, as migrations know it: an unguessable key, nothing of the user's own words."""
    return f"{instance._meta.label_lower}/{uuid7().hex}{PurePosixPath(name).suffix.lower()[:12]}"


class StoredFileQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """The rows go, and their bytes once that is certain."""
        with atomic():
            keys = list(self.values_list("file", flat=True))
            gone = super().delete()
            let_go(*keys)
        return gone

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class StoredFile(Row):
    """A file that belongs to a row of an app; subclasses add the foreign key."""

    file = models.FileField(upload_to=upload_path, max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    preview = models.CharField(max_length=220, blank=True, editable=False)  # storage key of a small picture; images only
    preview_width = models.PositiveSmallIntegerField(default=0, editable=False)
    preview_height = models.PositiveSmallIntegerField(default=0, editable=False)

    taken: Upload | None = None  # what this row claims when it is saved
    is_fresh = False  # the verb that made this row stored the bytes too

    objects: Any = StoredFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The door that checks who may have it, and serves it or, asked with `?preview`, its preview."""
        raise NotImplementedError

    @property
    def preview_url(self) -> str:
        """Empty where there is no preview."""
        return f"{self.get_absolute_url()}?preview" if self.preview else ""

    @classmethod
    def store(cls, sent: Sent, *, by: Any = None, **owner: Any) -> Self:
        """A row, not saved yet, for a checked file of `by`, whose bytes are in the storage. For verbs whose transaction may have to run again.

        Raises StorageDown and TooMuch, and NotAllowed for an upload of somebody else.
        """
        fresh = not isinstance(sent, Upload)
        upload = sent if isinstance(sent, Upload) else take(sent, by=by)
        if by is not None and upload.owner_id != by.pk:
            raise NotAllowed("This file is somebody else’s.")
        same = ("name", "size", "digest", "preview", "preview_width", "preview_height")
        row = cls(file=upload.key, **{column: getattr(upload, column) for column in same}, **owner)
        row.taken, row.is_fresh = upload, fresh
        return row

    @classmethod
    def keep(cls, sent: Sent, *, by: Any = None, **owner: Any) -> Self:
        """Store a checked file. The bytes are written first: a row never names a file that is not there."""
        with storing(cls, [sent], by=by, **owner) as (row,):
            run_atomic(row.save)()
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row claims its upload in the same transaction. Raises Stale where another row was first, or the upload was swept."""
        with atomic():
            if self.taken is not None and (self._state.adding or kwargs.get("force_insert")):
                claim(self.taken)
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row goes, and its bytes once that is certain."""
        with atomic():
            gone = super().delete(*args, **kwargs)
            let_go(str(self.file.name))
        return gone


@contextmanager
def storing(model: type[S], sent: Iterable[Sent], *, by: Any = None, **owner: Any) -> Iterator[list[S]]:
    """Rows for what was sent, to be saved inside. When that fails, what was stored for them is thrown away; what waited already goes on waiting,
    so that the form can be sent again."""
    rows: list[S] = []
    try:
        for one in sent:
            rows.append(model.store(one, by=by, **owner))
        yield rows
    except BaseException:
        throw_away(*(row.taken for row in rows if row.is_fresh and row.taken))
        raise
