"""The form as a row fills it, and milestones as the form sends them."""

from datetime import time
from typing import Any

from django.utils import timezone

from apps.core.money import Money

from .models import Challenge, Invitation

MOST_MILESTONES = 10


def typed_milestones(data: Any) -> list[dict[str, str]]:
    """Rows of title, amount and days, which come as three lists of the same length."""
    names = ("milestone_title", "milestone_amount", "milestone_days")
    columns = [data.getlist(name)[: MOST_MILESTONES + 5] if hasattr(data, "getlist") else data.get(name, []) for name in names]
    longest = max(len(column) for column in columns)
    rows = []
    for index in range(longest):
        title, amount, days = (" ".join(column[index].replace("\0", " ").split()) if index < len(column) else "" for column in columns)
        rows.append({"title": title, "amount": amount, "days": days})
    return rows


def initial_of(challenge: Challenge) -> dict[str, Any]:
    """The form as the row fills it, times in the reader's zone."""
    deadline = timezone.localtime(challenge.deadline_at) if challenge.deadline_at else None
    low, high = challenge.reward_min, challenge.reward_max
    rows = [
        {
            "title": one["title"],
            "amount": Money(one["amount_minor"], challenge.currency).plain if one["amount_minor"] else "",
            "days": str(one["days"] or ""),
        }
        for one in challenge.milestones
    ]
    invited = Invitation.objects.standing().filter(challenge=challenge).select_related("user") if not challenge._state.adding else []
    return {
        "title": challenge.title, "category": challenge.category_id, "skills": ", ".join(challenge.skills), "brief": challenge.brief,
        "difficulty": challenge.difficulty, "criteria": challenge.criteria, "questions": challenge.questions, "reward_kind": challenge.reward_kind,
        "currency": challenge.currency, "reward_min": low.plain if low and not rows else "",
        "reward_max": high.plain if high and challenge.reward_kind == Challenge.Reward.RANGE else "",
        "milestone_rows": rows, "milestone_title": [row["title"] for row in rows], "deadline": deadline.date() if deadline else None,
        "deadline_time": deadline.time() if deadline else time(18), "visibility": challenge.visibility,
        "invited": ", ".join(f"@{one.user.handle}" for one in invited), "seen": challenge.changed_at.isoformat(),
    }  # fmt: skip
