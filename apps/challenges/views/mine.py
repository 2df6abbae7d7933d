"""One's own challenges, drafts included."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.challenges.faces import own_row
from apps.challenges.models import Challenge
from apps.core.keyset import keyset_page

TABS = {"": "All", "draft": "Drafts", "open": "Open", "closed": "Closed", "awarded": "Awarded", "completed": "Completed", "cancelled": "Cancelled"}
SHOWN = (
    "id", "code", "slug", "title", "summary", "status", "deadline_at", "changed_at", "published_at", "live_count", "application_count", "removed_at",
    "reward_kind", "currency", "reward_min_minor", "reward_max_minor", "milestones",
)  # fmt: skip


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    status = request.GET.get("status", "")
    status = status if status in TABS else ""
    rows = Challenge.objects.filter(owner=user).only(*SHOWN)
    if status:
        rows = rows.filter(status=status)
    page = keyset_page(rows, "-changed_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    here = f"?status={status}&" if status else "?"
    context = {
        "rows": [own_row(row) for row in page.rows],
        "tabs": [(words, f"?status={name}" if name else "?", name == status) for name, words in TABS.items()],
        "status": status,
        "tab": TABS[status],
        "newer": f"{here}before={page.newer}" if page.newer else "",
        "older": f"{here}after={page.older}" if page.older else "",
    }
    return render(request, "challenges/mine.html", context)
