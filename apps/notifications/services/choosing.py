"""What somebody wants to hear of, and how."""

from typing import Any

from apps.core.db import run_atomic
from apps.notifications.hours import DAYS
from apps.notifications.kinds import kinds_of
from apps.notifications.models import Preferences, preferences_of
from apps.notifications.topics import TOPICS
from apps.notifications.unsubscribing import DIGEST
from apps.users.models import User

Choices = dict[str, dict[str, Any]]
OWN_WORDS = frozenset({"choices", "quiet_from", "quiet_until", "digest_hour", "digest_day"})


@run_atomic
def save_preferences(user: User, **words: Any) -> Preferences:
    """From now on `words` hold (columns of OWN_WORDS, checked by the form), also for what waits to leave already."""
    if unknown := words.keys() - OWN_WORDS:
        raise TypeError(f"Preferences have no {', '.join(sorted(unknown))}.")
    preferences = preferences_of(user)
    for name, value in words.items():
        setattr(preferences, name, value)
    preferences.save()
    return preferences


@run_atomic
def unsubscribe(user: User, topic: str) -> Choices | None:
    """No more e-mails of this topic; with `digest`, no more digests. Returns what was chosen before, for `undo_unsubscribe`; None if it was so."""
    preferences = preferences_of(user)
    before = {name: dict(choices) for name, choices in preferences.choices.items()}
    for name in digested(preferences) if topic == DIGEST else [topic]:
        preferences.choices.setdefault(name, {})["email"] = "off"
    if topic != DIGEST:
        for kind in kinds_of(TOPICS[topic]):
            preferences.choices.get(kind.name, {}).pop("email", None)
    if preferences.choices == before:
        return None
    preferences.save()
    return before


def digested(preferences: Preferences) -> list[str]:
    """The topics and kinds whose e-mails are gathered."""
    gathered = [name for name, choices in preferences.choices.items() if choices.get("email") in DAYS]
    return gathered + [topic.name for topic in TOPICS.values() if topic.email in DAYS and preferences.own(topic.name, "email") is None]


@run_atomic
def undo_unsubscribe(user: User, before: Choices) -> None:
    """Everything is chosen as it was `before`."""
    preferences = preferences_of(user)
    preferences.choices = before
    preferences.save()
