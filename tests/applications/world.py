"""Short names for what the tests of applications look at."""

from typing import Any

from django.urls import reverse

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.users.models import User
from openchance.demo.cast import application, application_fields, open_challenge, person

__all__ = ["application", "application_fields", "fresh", "of_challenge", "open_challenge", "people", "sound", "told", "typed", "url", "verbs"]


def fresh(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def url(name: str, row: Application | Challenge) -> str:
    """The address of a verb or page about an application, or about a challenge."""
    return reverse(f"applications:{name}", args=[row.slug, row.code] if isinstance(row, Challenge) else [row.pk])


def of_challenge(challenge: Challenge) -> list[str]:
    return sorted(Application.objects.filter(challenge=challenge).values_list("status", flat=True))


def verbs(row: Any) -> list[str]:
    return list(Event.objects.of(row).values_list("verb", flat=True))


def told(user: User) -> list[str]:
    """The kinds of what somebody was told about applications, oldest first."""
    kinds = Notification.objects.filter(recipient=user).order_by("created_at", "id").values_list("kind", flat=True)
    return [kind for kind in kinds if kind.startswith(("application.", "challenge.clarified"))]


def people(number: int) -> list[User]:
    return [person(f"solver{n}", f"Solver {n}") for n in range(number)]


def sound(challenge: Challenge) -> bool:
    """Whether the challenge's counts say what its applications say."""
    found = fresh(challenge)
    rows = Application.objects.filter(challenge=challenge)
    return (found.application_count, found.live_count) == (rows.count(), rows.live().count())


def typed(**changes: Any) -> dict[str, Any]:
    """What the form of an application sends for the cast's challenge."""
    return {
        "letter": "I would begin with the **hour ring**.",
        "days": "14",
        "links": "example.org/star-map",
        "answer_0": "The star map of Uppsala.",
        "plan-count": "2",
        "plan-0-title": "Sketch",
        "plan-0-amount": "600",
        "plan-0-days": "5",
        "plan-1-title": "Final drawing",
        "plan-1-amount": "1,200",
        "plan-1-days": "9",
    } | changes
