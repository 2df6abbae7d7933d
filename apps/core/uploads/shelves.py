"""Where bytes lie: a folder, or a private bucket. The only code that knows which."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.http import content_disposition_header

from apps.core.errors import Refused

from .checking import FILE_LIMIT
from .row import Upload

logger = logging.getLogger(__name__)
OCTETS = "application/octet-stream"
OPEN_SECONDS = 600  # in which a browser may begin to post to the bucket
LINK_SECONDS = 300
CHUNK = 256 * 1024


class StorageDown(Refused):
    """The storage does not answer; nothing was stored that anybody will ever see."""

    status_code = 503

    def __init__(self) -> None:
        super().__init__("Files cannot be stored at the moment. What you wrote is still here; please try again in a few minutes.", field="files")


def is_bucket() -> bool:
    return hasattr(default_storage, "bucket_name")


def troubles() -> tuple[type[Exception], ...]:
    """What a storage raises. On disk the library of a bucket is never loaded."""
    if not is_bucket():
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return OSError, Boto3Error, BotoCoreError, ClientError


@contextmanager
def reached() -> Iterator[None]:
    """What goes wrong on the way to the storage is raised as StorageDown; a file that is not there stays FileNotFoundError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except troubles() as error:
        answer: dict[str, Any] = getattr(error, "response", {})
        if answer.get("Error", {}).get("Code") in ("404", "NoSuchKey", "NotFound"):
            raise FileNotFoundError(str(error)) from error
        logger.warning("The storage does not answer: %r", error)
        raise StorageDown from error


def words(name: str, kind: str = OCTETS) -> dict[str, str]:
    """What the bucket says of an object to whoever fetches it, whatever the link says."""
    return {"ContentType": kind, "CacheControl": "private"} | (
        {"ContentDisposition": content_disposition_header(True, name)} if kind == OCTETS else {}
    )


def put(key: str, content: File[Any], name: str, kind: str = OCTETS) -> None:
    """The bytes are at `key`, which is a new one. Raises StorageDown."""
    with reached():
        content.seek(0)
        if is_bucket():
            body = getattr(content, "file", None) or content
            bucket().put_object(Key=key, Body=body, **words(name, kind))
        elif default_storage.save(key, content) != key:
            raise OSError(f"{key} was taken already.")


def adopt(upload: Upload) -> None:
    """What the browser posted is copied to the upload's own key, which no browser can write. Raises FileNotFoundError, StorageDown."""
    with reached():
        if is_bucket():
            source = {"Bucket": bucket().name, "Key": upload.incoming}
            bucket().Object(upload.key).copy_from(CopySource=source, MetadataDirective="REPLACE", **words(upload.name))
            return
        with default_storage.open(upload.incoming, "rb") as content:
            default_storage.save(upload.key, content)


@contextmanager
def fetched(key: str) -> Iterator[IO[bytes]]:
    """The bytes at `key`, in a temporary file. Raises FileNotFoundError, StorageDown, and ValueError beyond FILE_LIMIT."""
    with tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024) as copy:
        with reached(), default_storage.open(key, "rb") as content:
            while chunk := content.read(CHUNK):
                copy.write(chunk)
                if copy.tell() > FILE_LIMIT:
                    raise ValueError("larger than any file that we take")
        copy.seek(0)
        yield copy


def remove(*keys: str) -> None:
    """Nothing is at these keys; any number of times. Raises StorageDown."""
    for key in keys:
        with reached(), suppress(FileNotFoundError):
            default_storage.delete(key)


def bucket() -> Any:
    return default_storage.bucket  # type: ignore[attr-defined]


def signed_post(upload: Upload) -> dict[str, Any]:
    """{"url", "fields"} of a form that a browser may send to the bucket: to this key alone, this many bytes, for ten minutes."""
    conditions: list[Any] = [{"Content-Type": OCTETS}, ["content-length-range", upload.size, upload.size]]
    form: dict[str, Any] = bucket().meta.client.generate_presigned_post(
        bucket().name, upload.incoming, Fields={"Content-Type": OCTETS}, Conditions=conditions, ExpiresIn=OPEN_SECONDS
    )
    return form


def link(key: str, name: str) -> str:
    """Where `key` can be had for five minutes, under `name`; from the bucket, or from its CDN where there is one."""
    asked = {"disposition": content_disposition_header(True, name), "type": OCTETS}
    if getattr(default_storage, "custom_domain", None):
        parameters = {f"response-content-{word}": value for word, value in asked.items()}
    else:
        parameters = {f"ResponseContent{word.title()}": value for word, value in asked.items()}
    with reached():
        return default_storage.url(key, parameters=parameters, expire=LINK_SECONDS)  # type: ignore[call-arg]
