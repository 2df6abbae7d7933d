"""What the form sends."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.challenges.models import Category


def typed(**changes: Any) -> dict[str, Any]:
    """A complete form, as a browser sends it."""
    day = timezone.now() + timedelta(days=20)
    return {
        "title": "Redraw the tide clock of Nordholm",
        "category": str(Category.objects.get(slug="design").pk),
        "skills": "Vector drawing, Typography",
        "brief": "The museum’s tide clock of 1871 has lost its dial. We need a **new drawing**, true to the two photographs.",
        "difficulty": "3",
        "criteria": ["Every tick matches the photograph within 0.5 mm", "", "Prints in two colours"],
        "questions": ["Which drawing of yours comes closest?", ""],
        "reward_kind": "fixed",
        "currency": "EUR",
        "reward_min": "1,850",
        "reward_max": "",
        "milestone_title": ["", ""],
        "milestone_amount": ["", ""],
        "milestone_days": ["", ""],
        "deadline": f"{day:%Y-%m-%d}",
        "deadline_time": "18:30",
        "visibility": "public",
        "invited": "",
        "action": "draft",
    } | changes
