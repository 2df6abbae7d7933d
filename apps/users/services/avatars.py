"""The picture of a person: two squares in storage, named by what is in them."""

import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from apps.core.db import run_atomic
from apps.core.uploads import Upload, claim, let_go, put, throw_away
from apps.users.images import squares
from apps.users.models import User

LARGE, SMALL = 256, 64


def small_key(key: str) -> str:
    """Where the small square is, beside the large one."""
    return f"{key.removesuffix('.webp')}-{SMALL}.webp"


def set_avatar(user: User, upload: UploadedFile[Any]) -> None:
    """The picture becomes the user's; the one before is deleted. Raises ValidationError in words for the user, and StorageDown.

    The bytes are stored first, so that a row never names a picture that is not there.
    """
    large, small = squares(upload, (LARGE, SMALL))
    key = f"avatars/{uuid.uuid4().hex}.webp"
    stored: list[Upload] = []
    try:
        for each, made in ((key, large), (small_key(key), small)):
            stored.append(put(each, made, name="picture.webp", kind="image/webp"))
        change(user, key, stored)
    except BaseException:
        throw_away(*stored)
        raise


def remove_avatar(user: User) -> None:
    """The user has initials again. Twice is once."""
    change(user, "", [])


@run_atomic
def change(user: User, key: str, stored: list[Upload]) -> None:
    before = User.objects.values_list("avatar", flat=True).get(pk=user.pk)
    for one in stored:
        claim(one)
    User.objects.filter(pk=user.pk).update(avatar=key)
    user.avatar = key
    if before:
        let_go(before, small_key(before))
