"""The picture of a person: two squares in storage, named by what is in them."""

import contextlib
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from apps.core.db import on_commit, run_atomic
from apps.users.images import squares
from apps.users.models import User

LARGE, SMALL = 256, 64


def small_key(key: str) -> str:
    """Where the small square is, beside the large one."""
    return f"{key.removesuffix('.webp')}-{SMALL}.webp"


def set_avatar(user: User, upload: UploadedFile[Any]) -> None:
    """The picture becomes the user's; the one before is deleted. Raises ValidationError in words for the user.

    The bytes are stored first, so that a row never names a picture that is not there.
    """
    large, small = squares(upload, (LARGE, SMALL))
    key = default_storage.save(f"avatars/{uuid.uuid4().hex}.webp", ContentFile(large))
    default_storage.save(small_key(key), ContentFile(small))
    try:
        change(user, key)
    except Exception:
        delete_files(key)
        raise


def remove_avatar(user: User) -> None:
    """The user has initials again. Twice is once."""
    change(user, "")


@run_atomic
def change(user: User, key: str) -> None:
    before = User.objects.values_list("avatar", flat=True).get(pk=user.pk)
    User.objects.filter(pk=user.pk).update(avatar=key)
    user.avatar = key
    if before:
        on_commit(lambda: delete_files(before), robust=True)


def delete_files(key: str) -> None:
    for one in (key, small_key(key)):
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(one)
