"""The rows of the settings page: topics, their kinds, and what is chosen for each channel. Drawn by hand: there are hundreds of options."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.users.permissions import is_moderator

from .kinds import Kind, registry, topics
from .models import Preferences
from .topics import FREQUENCIES, Topic

KIND_SWITCHES = [("", ""), ("on", "On"), ("off", "Off")]
NAMES = {"email": "E-mail", "push": "Push", "sms": "SMS"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic, or one kind of it: its words and a control for each channel. An empty control means that the channel is none of it."""

    name: str
    title: str
    words: str
    email: SafeString
    push: SafeString
    sms: SafeString
    locked: str = ""
    kinds: tuple["Choice", ...] = ()
    is_open: bool = False

    @property
    def one_by_one(self) -> SafeString:
        """Its kinds, as strings: there are dozens of them on the page."""
        return markup("".join([kind_line(kind) for kind in self.kinds]))


def kind_line(kind: Choice) -> str:
    cell = '<div class="channels-cell{}" data-channel="{}">{}</div>'
    cells = cell.format("", "E-mail", kind.email or "At once") + cell.format("", "Push", kind.push)
    sms = cell.format("" if kind.sms else " channels-none", "SMS", kind.sms or "–")
    return f'<div class="channels-row" data-kind="kind"><p>{escape(kind.title)}</p>{cells}{sms}</div>'


def visible_topics(user: Any) -> list[tuple[Topic, list[Kind]]]:
    """What this person can be told; kinds for staff are shown to staff."""
    kinds = [kind for kind in registry.values() if not kind.staff or is_moderator(user)]
    return [(topic, [kind for kind in kinds if kind.topic == topic.name]) for topic in topics(kinds)]


def rows(preferences: Preferences, typed: Any = None) -> list[Choice]:
    """The page's rows; `typed` is what was sent with a form that was refused."""
    stored = preferences.choices
    return [topic_row(topic, kinds, stored, typed) for topic, kinds in visible_topics(preferences.user)]


def topic_row(topic: Topic, kinds: list[Kind], stored: dict[str, Any], typed: Any) -> Choice:
    own = stored.get(topic.name, {})

    def checked(channel: str) -> bool:
        return f"{channel}:{topic.name}" in typed if typed is not None else bool(own.get(channel, getattr(topic, channel)))

    email = typed.get(f"email:{topic.name}", "") if typed is not None else own.get("email", topic.email)
    urgent = any(kind.urgent for kind in kinds)
    return Choice(
        topic.name,
        topic.title,
        topic.words,
        markup("") if topic.locked else select(f"email:{topic.name}", list(FREQUENCIES.items()), email, topic.title),
        checkbox(f"push:{topic.name}", checked("push"), topic.title),
        checkbox(f"sms:{topic.name}", checked("sms"), topic.title) if urgent else markup(""),
        topic.locked,
        tuple(kind_row(kind, stored, typed) for kind in kinds),
        any(kind.name in stored for kind in kinds),
    )


def kind_row(kind: Kind, stored: dict[str, Any], typed: Any) -> Choice:
    own = stored.get(kind.name, {})

    def value(channel: str) -> str:
        if typed is not None:
            return str(typed.get(f"{channel}:{kind.name}", ""))
        found = own.get(channel, "")
        return found if isinstance(found, str) else "on" if found else "off"

    usual = "As above" if kind.email else "In the app only"
    switches = [("", "As above"), *KIND_SWITCHES[1:]]
    pushes = switches if kind.email or kind.urgent else [("", "In the app only"), *KIND_SWITCHES[1:]]
    return Choice(
        kind.name,
        kind.label,
        "",
        markup("") if kind.is_locked else select(f"email:{kind.name}", [("", usual), *FREQUENCIES.items()], value("email"), kind.label),
        select(f"push:{kind.name}", pushes, value("push"), kind.label),
        select(f"sms:{kind.name}", switches, value("sms"), kind.label) if kind.urgent else markup(""),
        kind.about.locked,
    )


def select(name: str, options: list[Any], value: str, title: str) -> SafeString:
    drawn = "".join(f'<option value="{key}"{" selected" if key == value else ""}>{escape(words)}</option>' for key, words in options)
    channel = NAMES[name.partition(":")[0]]
    return markup(f'<select class="input" name="{escape(name)}" aria-label="{channel}: {escape(title)}">{drawn}</select>')


def checkbox(name: str, checked: bool, title: str) -> SafeString:
    channel = NAMES[name.partition(":")[0]]
    mark = " checked" if checked else ""
    return markup(f'<input type="checkbox" name="{escape(name)}" value="on" aria-label="{channel}: {escape(title)}"{mark}>')
