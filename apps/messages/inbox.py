"""The list of one's conversations: folders, and what each line of it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.utils import timezone

from apps.core.faces.clocks import day
from apps.core.keyset import Page, keyset_page
from apps.users.models import User

from .models import Member

FOLDERS = {"": "All", "unread": "Unread", "contracts": "Contracts", "applications": "Applications"}


@dataclass(frozen=True)
class Row:
    member: Member
    moment: str


@dataclass(frozen=True)
class Inbox:
    """A page of `folder`."""

    user: User
    folder: str
    page: Page[Member]

    @classmethod
    def of(cls, user: User, query: Mapping[str, str], *, size: int = 20) -> "Inbox":
        folder = query.get("show", "")
        folder = folder if folder in FOLDERS else ""
        rows = narrowed(Member.objects.visible_to(user), folder).select_related("conversation", "other")
        return cls(user, folder, keyset_page(rows, "-last_at", size=size, after=query.get("older", ""), before=query.get("newer", "")))

    @property
    def folders(self) -> list[dict[str, Any]]:

        def folder(name: str) -> dict[str, Any]:
            found = {"words": FOLDERS[name], "address": address(show=name), "current": name == self.folder}
            return found | {"counts": name == "unread", "count": self.user.unread_messages}

        return [folder(name) for name in FOLDERS]

    @property
    def rows(self) -> list[Row]:
        return [Row(one, moment(one.last_at)) for one in self.page.rows]

    @property
    def newer(self) -> str:
        return address(show=self.folder, newer=self.page.newer) if self.page.newer else ""

    @property
    def older(self) -> str:
        return address(show=self.folder, older=self.page.older) if self.page.older else ""


def narrowed(rows: Any, folder: str) -> "models.QuerySet[Member]":
    if folder == "unread":
        rows = rows.filter(is_unread=True)
    elif folder:
        rows = rows.filter(stage=folder.removesuffix("s"))
    found: models.QuerySet[Member] = rows
    return found


def address(**query: str) -> str:
    return "?" + urlencode({name: value for name, value in query.items() if value})


def moment(at: datetime) -> str:
    """“14:06” today, “Sat” in the last days, else “9 Nov”."""
    local, now = timezone.localtime(at), timezone.localtime()
    days = (now.date() - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    return f"{local:%a}" if 0 < days < 6 else day(local, now.date())
