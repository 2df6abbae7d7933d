"""Files that a browser sends ahead of their form, one at a time: announced, posted, checked, and then named by the form."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.errors import Refused, Stale
from apps.core.moves import move

from . import shelves
from .checking import HEAD, check_announced, check_head, clean_name
from .previews import make_preview
from .row import Upload, new_key
from .taking import accept, check_quota, erase, type_of

OPEN = timedelta(seconds=shelves.OPEN_SECONDS) + timedelta(hours=1)  # a slow line may take long to finish what it began in time
AGAIN = "This upload is over. Add the file again, please."


class NotTaken(Refused):
    """The file is not one that we take."""

    status_code = 422


def announce(by: Any, *, name: str, size: int) -> Upload:
    """`by` may post this many bytes. Raises NotTaken where they could not be taken, and TooMuch."""
    name = clean_name(name)
    try:
        check_announced(name, size)
    except ValidationError as problem:
        raise NotTaken(problem.messages[0]) from None
    check_quota(by, size)
    return Upload.objects.create(owner=by, key=new_key(name), name=name, size=size, type=type_of(name), open_until=timezone.now() + OPEN)


def finish(upload: Upload, *, by: Any) -> Upload:
    """What was posted is a checked file of `by`. Once: whatever is posted afterwards is not looked at any more, and swept.

    What is checked is a copy that no browser can write. Raises NotTaken, in words for the user, Stale when it was finished or is too late, and
    StorageDown; the bytes are gone then.
    """
    receive(upload, by)
    try:
        shelves.adopt(upload)
        with shelves.fetched(upload.key) as content:
            columns = examine(upload, content)
    except (ValueError, FileNotFoundError):
        raise refused(upload, f"{upload.name} did not arrive whole. Add it again, please.") from None
    except ValidationError as problem:
        raise refused(upload, problem.messages[0]) from None
    except BaseException:
        refuse(upload, "could not be checked")
        raise
    return accept(upload, **columns)


def examine(upload: Upload, content: Any) -> dict[str, Any]:
    """The columns of what was posted. Raises ValidationError where it is not what it says it is, ValueError where bytes are missing."""
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    if content.tell() != upload.size:
        raise ValueError(f"{content.tell()} bytes instead of {upload.size}")
    content.seek(0)
    check_head(upload.name, content.read(HEAD))
    return {"digest": digest, **make_preview(upload.key, upload.name, content)}


@run_atomic
def receive(upload: Upload, by: Any) -> None:
    """Of two who say that the bytes are there, one checks them."""
    upload.refresh_from_db(fields=["status", "open_until"])
    if upload.status != "pending" or not upload.open_until or upload.open_until < timezone.now():
        raise Stale(AGAIN)
    move(upload, "receive", by=by)


def refused(upload: Upload, sentence: str) -> NotTaken:
    """The bytes are removed now; the row stays until the browser can post no others."""
    refuse(upload, sentence)
    with suppress(shelves.StorageDown):  # the clock will remove them, then
        shelves.remove(upload.key, upload.incoming)
    return NotTaken(sentence)


@run_atomic
def refuse(upload: Upload, why: str) -> None:
    upload.refresh_from_db(fields=["status"])
    move(upload, "refuse", by=None, note=why)


@run_atomic
def remove(upload: Upload, *, by: Any) -> None:
    """`by` thought better of it before it was used. Any number of times; one that is in use stays."""
    found = Upload.objects.filter(pk=upload.pk).first()
    if found is None or found.status == "dropped":
        return
    move(found, "remove", by=by)
    on_commit(lambda: erase(found.pk), robust=True)


def receive_bytes(upload: Upload, content: File[Any]) -> None:
    """On disk, the site itself takes what a browser would post to the bucket. Raises NotTaken, Stale, StorageDown."""
    if upload.status != "pending" or not upload.open_until or upload.open_until < timezone.now():
        raise Stale(AGAIN)
    if content.size != upload.size:
        raise NotTaken(f"{upload.name} did not arrive whole. Add it again, please.")
    shelves.remove(upload.incoming)
    shelves.put(upload.incoming, content, upload.name)
