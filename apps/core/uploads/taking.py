"""Files come in, are used by a row, and are let go of. Each step is written down before its bytes move."""

import hashlib
import mimetypes
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db.models import Sum
from django.utils import timezone

from apps.core.db import atomic, on_commit, run_atomic
from apps.core.errors import Refused, Stale
from apps.core.moves import move

from . import shelves
from .checking import clean_name
from .previews import make_preview
from .row import Upload, new_key, preview_key

DAY = timedelta(days=1)
USED = "A file that you added is not there any more, or was sent already. Add it again, please."


class TooMuch(Refused):
    """This person has sent as many bytes today as a person may."""

    status_code = 429


def check_quota(owner: Any, size: int) -> None:
    """Raises TooMuch where `size` more bytes of `owner` would be over UPLOAD_DAILY_MB. Two at once may both come in: it is no exact science."""
    limit = settings.UPLOAD_DAILY_MB * 1024 * 1024
    today = Upload.objects.filter(owner=owner, created_at__gt=timezone.now() - DAY).aggregate(bytes=Sum("size"))["bytes"] or 0
    if today + size > limit:
        raise TooMuch(f"You have sent {today // 1024 // 1024:,} MB within a day; {settings.UPLOAD_DAILY_MB:,} MB at most.", field="files")


def take(content: File[Any], *, by: Any) -> Upload:
    """A checked file of `by` is in the storage, and waits for the row that uses it. Raises StorageDown, and TooMuch; nothing is kept then.

    Outside of transactions: what is written down first has to stay written.
    """
    name, size = clean_name(content.name or ""), content.size
    if by is not None:
        check_quota(by, size)
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    upload = Upload.objects.create(owner=by, key=new_key(name), name=name, size=size, type=type_of(name), status="checking")
    try:
        shelves.put(upload.key, content, name)
    except BaseException:
        expire(upload)  # what has arrived of it is swept
        raise
    return accept(upload, digest=digest, **make_preview(upload.key, name, content))


def put(key: str, made: bytes, *, name: str, kind: str = shelves.OCTETS) -> Upload:
    """Bytes of our own making are at `key`, a new one, and wait for the row that uses them. Raises StorageDown."""
    upload = Upload.objects.create(key=key, name=name, size=len(made), type=kind, status="checking")
    try:
        shelves.put(key, ContentFile(made), name, kind)
    except BaseException:
        expire(upload)  # what has arrived of it is swept
        raise
    return accept(upload, digest=hashlib.sha256(made).hexdigest())


@run_atomic
def accept(upload: Upload, **columns: Any) -> Upload:
    """What was checked may be used from now on."""
    upload.refresh_from_db(fields=["status"])  # the transaction may run again
    move(upload, "check", by=None, **columns)
    return upload


def type_of(name: str) -> str:
    return (mimetypes.guess_type(name)[0] or shelves.OCTETS)[:100]


def claim(upload: Upload) -> None:
    """A row uses it from now on: in the transaction that writes the row. Raises Stale where it is gone, or another row was first."""
    found = Upload.objects.filter(pk=upload.pk).first()
    try:
        if found is None:
            raise Stale(USED)
        move(found, "claim", by=None)
    except Stale:
        raise Stale(USED, field="files") from None


def let_go(*keys: str) -> None:
    """The rows that used these are gone, in this transaction; their bytes follow after it, at once or by the clock."""
    with atomic():
        for key in filter(None, keys):
            upload = Upload.objects.filter(key=key).first()
            if upload is None:  # from before each file had a row
                upload = Upload.objects.create(key=key, name=key.rsplit("/", 1)[-1][:120], status="dropped")
            elif upload.status != "dropped":
                move(upload, "let_go" if upload.status == "claimed" else "expire", by=None)
            on_commit(lambda pk=upload.pk: erase(pk), robust=True)  # type: ignore[misc]


def throw_away(*uploads: Upload) -> None:
    """What waits for a row that will not come."""
    for upload in uploads:
        expire(upload)
        erase(upload.pk)


@run_atomic
def expire(upload: Upload) -> bool:
    """Nobody used it, and nobody can any more; False where somebody does, or it is gone."""
    found = Upload.objects.filter(pk=upload.pk).first()
    if found is None or found.status in ("claimed", "dropped"):
        return False
    move(found, "expire", by=None)
    return True


def erase(pk: Any) -> bool:
    """The bytes of a dropped upload are gone, and then its row; what a browser could still post is swept later. False where the storage is down."""
    upload = Upload.objects.filter(pk=pk, status="dropped").first()
    if upload is None:
        return True
    incoming = [upload.incoming] if upload.open_until else []
    try:
        shelves.remove(upload.key, preview_key(upload.key), *incoming)
    except shelves.StorageDown:
        return False
    if not upload.open_until or upload.open_until < timezone.now():
        Upload.objects.filter(pk=pk, status="dropped").delete()
    return True
