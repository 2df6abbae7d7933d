"""What a digest says."""

import zoneinfo
from collections.abc import Sequence

from django.utils import timezone

from apps.users.models import User

from .letters import Item, Letter, absolute
from .models import Notification
from .notices import DAILY, WEEKLY
from .topics import TOPICS
from .unsubscribing import link

MOST = 40  # lines of one letter
KINDS = {"daily": DAILY, "weekly": WEEKLY}
PERIODS = {"daily": "since yesterday", "weekly": "in the last week"}


def write_digest(user: User, period: str, lines: Sequence[Notification], url: str) -> Letter:
    """The newest lines by topic, each with its link; how many more there are is said."""
    count, kind = len(lines), KINDS[period]
    with timezone.override(zoneinfo.ZoneInfo(user.timezone)):
        sections = [(topic.title, [item(line) for line in lines[:MOST] if line.topic == topic.name]) for topic in TOPICS.values()]
    more = f"\n\nThe {MOST} newest of them are below." if count > MOST else ""
    return Letter(
        subject=f"{count} {'thing' if count == 1 else 'things'} happened {PERIODS[period]}",
        body=f"Hello {user.get_short_name()}, this is what you have not read yet.{more}",
        url=absolute(url),
        button=kind.button,
        why=kind.why,
        sections=[(title, items) for title, items in sections if items],
        unsubscribe=link(user, kind.name),
    )


def item(line: Notification) -> Item:
    return Item(line.text, absolute(f"/notifications/{line.pk}/"), timezone.localtime(line.told_at).strftime("%A, %H:%M"))
