"""What was sent, from before its first byte until its last one is gone."""

from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from apps.core.ids import uuid7
from apps.core.moves import Move, Moving
from apps.core.permissions import is_owner, nobody

UNUSED = ("pending", "checking", "checked", "refused")


def new_key(name: str, folder: str = "uploads") -> str:
    """Where bytes are kept: an unguessable key, nothing of the user's own words."""
    return f"{folder}/{uuid7().hex}{PurePosixPath(name).suffix.lower()[:12]}"


def preview_key(key: str) -> str:
    """Where the preview of the file at `key` is, if it has one: known before it is made, so that nothing of it is ever forgotten."""
    return f"{key}.preview.webp"


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of the house (documents, for example) are nobody's."""
        return self.filter(owner=user)


class Upload(Moving):
    """Bytes in the storage. The row is written before they are, and goes after they have gone; `key` is what the row that uses them names.

    Each key is written once. A browser that posts its bytes to the bucket posts them to `incoming`, which no page ever serves.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "Announced"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        CLAIMED = "claimed", "In use"
        REFUSED = "refused", "Refused"
        DROPPED = "dropped", "Thrown away"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("receive", ("pending",), "checking", is_owner),
        Move("check", ("checking",), "checked", nobody, automatic=True),
        Move("refuse", ("checking",), "refused", nobody, automatic=True),
        Move("claim", ("checked",), "claimed", nobody, automatic=True),
        Move("expire", UNUSED, "dropped", nobody, automatic=True),
        Move("remove", ("pending", "checked", "refused"), "dropped", is_owner),
        Move("let_go", ("claimed",), "dropped", nobody, automatic=True),
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(default=0)
    type = models.CharField(max_length=100, blank=True)  # by its ending
    digest = models.CharField(max_length=64, blank=True)  # SHA-256, of what was checked
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING, editable=False)
    open_until = models.DateTimeField(null=True, blank=True, editable=False)  # the browser may post the bytes; empty: it may not, or is swept
    preview = models.CharField(max_length=220, blank=True, editable=False)
    preview_width = models.PositiveSmallIntegerField(default=0, editable=False)
    preview_height = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name = "file"
        indexes = [
            models.Index(fields=["status", "changed_at"], name="upload_status"),
            models.Index(fields=["owner", "created_at"], name="upload_owner"),
            models.Index(fields=["open_until"], name="upload_open"),
        ]

    def __str__(self) -> str:
        return self.key  # its name is its owner’s own words

    @property
    def incoming(self) -> str:
        """The key that a browser is allowed to write."""
        return f"incoming/{self.pk.hex}"
