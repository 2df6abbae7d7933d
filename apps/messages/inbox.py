"""The list of one's conversations: folders, and what each line of it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.core.faces.clocks import day
from apps.core.keyset import Page, first_page, keyset_page
from apps.core.prepared import Prepared
from apps.users.models import User

from . import faces
from .models import Member

FOLDERS = {"": "All", "unread": "Unread", "contracts": "Contracts", "applications": "Applications"}
NARROWED: dict[str, dict[str, Any]] = {
    "": {},
    "unread": {"is_unread": True},
    "contracts": {"stage": "contract"},
    "applications": {"stage": "application"},
}


SIZE, BESIDE, ORDER = 20, 12, "-last_at"  # BESIDE an open conversation: what a screen shows of the list
SHOWN = ("conversation", "other", "title", "stage", "unread", "is_muted", "last_at", "last_text", "last_is_mine")
OF_OTHERS = ("other__name", "other__handle", "other__avatar", "other__is_active")


@dataclass(frozen=True)
class Inbox:
    """A page of `folder`."""

    user: User
    folder: str
    page: Page[Member]

    @classmethod
    def of(cls, user: User, query: Mapping[str, str]) -> "Inbox":
        folder = query.get("show", "")
        folder = folder if folder in FOLDERS else ""
        older, newer = query.get("older", ""), query.get("newer", "")
        if older or newer:
            return cls(user, folder, keyset_page(listed(user.pk, **NARROWED[folder]), ORDER, size=SIZE, after=older, before=newer))
        return cls(user, folder, first_page(NEWEST[folder](user.pk), ORDER, size=SIZE))

    @classmethod
    def beside(cls, user: User) -> "Inbox":
        """The newest conversations, next to the one that is open."""
        return cls(user, "", first_page(NEWEST_BESIDE(user.pk), ORDER, size=BESIDE))

    @property
    def folders(self) -> list[dict[str, Any]]:

        def folder(name: str) -> dict[str, Any]:
            found = {"words": FOLDERS[name], "address": address(show=name), "current": name == self.folder}
            return found | {"counts": name == "unread", "count": self.user.unread_messages}

        return [folder(name) for name in FOLDERS]

    def drawn(self, shown: Any = None) -> SafeString:
        """Its lines, "" where there are none; `shown` is the key of the conversation that is open beside them."""
        today = timezone.localdate()
        return faces.places([(one, moment(one.last_at, today)) for one in self.page.rows], shown)

    @property
    def newer(self) -> str:
        return self.turned(newer=self.page.newer)

    @property
    def older(self) -> str:
        return self.turned(older=self.page.older)

    def turned(self, **place: str) -> str:
        """The inbox from there on, also where the list stands beside a conversation; "" where there is nothing more."""
        return f"{reverse('messages:inbox')}{address(show=self.folder, **place)}" if any(place.values()) else ""


def listed(user: UUID, **narrowed: Any) -> QuerySet[Member]:
    rows = Member.objects.visible_to(User(pk=user)).filter(**narrowed)
    return rows.select_related("other").only(*SHOWN, *OF_OTHERS)


def newest(folder: str, size: int = SIZE) -> Prepared[Member]:
    """The first page of a folder."""

    def build(user: UUID) -> QuerySet[Member]:
        return listed(user, **NARROWED[folder]).order_by(ORDER, "-pk")[: size + 1]

    return Prepared(build)


NEWEST = {folder: newest(folder) for folder in FOLDERS}
NEWEST_BESIDE = newest("", BESIDE)


def address(**query: str) -> str:
    return "?" + urlencode({name: value for name, value in query.items() if value})


def moment(at: datetime, today: date) -> str:
    """“14:06” today, “Sat” in the last days, else “9 Nov”."""
    local = timezone.localtime(at)
    days = (today - local.date()).days
    if days == 0:
        return f"{local.hour:02}:{local.minute:02}"
    return f"{local:%a}" if 0 < days < 6 else day(local, today)
