"""The kinds of thing the house tells people. Each app declares its own in `notices.py`; this app knows none of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .topics import TOPICS, Topic


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said, and how.

    All words are Django template strings over the context that `notify` is given, with `recipient` and `actor` besides. In `body` a
    blank line makes a paragraph. `figure` is an amount set large, `figure_note` what it is (“Held by OpenChance”), `facts` are rows of
    (label, words) below it; a row without words is left out.

    `topic` is where people choose channels for it (topics.py); `email` False means that the line in the list is enough, until somebody asks for
    more. `urgent` ones may go by SMS. `wait`: the e-mail leaves only if the line is still unread by then. `group_line` is what the line says once
    `count` things of one group are unread. `short` is what a locked screen shows; the line, unless it is given.
    """

    name: str
    line: str
    subject: str = ""
    body: str = ""
    button: str = "Open OpenChance"
    email: bool = True
    figure: str = ""
    figure_note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    after: str = ""  # a quiet sentence below the button
    why: str = "You get this because you take part in it."
    topic: str = "other"
    title: str = ""  # what the settings page calls it; made of its name where it is empty
    urgent: bool = False
    wait: timedelta = timedelta(0)
    group_line: str = ""
    short: str = ""
    staff: bool = False  # the settings of others do not show it

    @property
    def about(self) -> Topic:
        return TOPICS[self.topic]

    @property
    def label(self) -> str:
        return self.title or self.name.rpartition(".")[2].replace("_", " ").capitalize()

    @property
    def is_locked(self) -> bool:
        """Its e-mails cannot be switched off, and wait for nothing."""
        return bool(self.about.locked)


registry: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make `kind` known. Two kinds of one name, or a topic that is not known, are mistakes in the code: ValueError."""
    if kind.topic not in TOPICS:
        raise ValueError(f"There is no topic called {kind.topic}.")
    if registry.setdefault(kind.name, kind) != kind:
        raise ValueError(f"There are two kinds of notification called {kind.name}.")
    return kind


def kind_of(name: str) -> Kind:
    """The kind of this name; one that is no longer declared, or never was, is a plain one of its name."""
    return registry.get(name) or Kind(name=name, line="", topic="security" if name.startswith("account.") else "other")


def kinds_of(topic: Topic) -> list[Kind]:
    """In the order in which they were declared."""
    return [kind for kind in registry.values() if kind.topic == topic.name]


def topics(kinds: Iterable[Kind] | None = None) -> list[Topic]:
    """The topics that something is told about."""
    used = {kind.topic for kind in (registry.values() if kinds is None else kinds)}
    return [topic for topic in TOPICS.values() if topic.name in used]
