"""Doors of invitations: what one was invited to, and what becomes of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.challenges import services
from apps.challenges.models import Invitation
from apps.core.keyset import keyset_page


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one was invited to, newest first; a draft's invitations are not sent yet."""
    user: Any = request.user
    rows = Invitation.objects.standing().filter(user=user).select_related("challenge", "owner").defer("challenge__search_body", "challenge__brief")
    page = keyset_page(rows, "-created_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "invitations": [one for one in page.rows if not one.challenge.is_draft and one.challenge.removed_at is None],
        "newer": f"?before={page.newer}" if page.newer else "",
        "older": f"?after={page.older}" if page.older else "",
    }
    return render(request, "challenges/invitations.html", context)


def visible_invitation(request: HttpRequest, pk: UUID) -> Invitation:
    """Raises Http404 for strangers, and for the invited while the challenge is a draft."""
    rows: Any = Invitation.objects.visible_to(request.user).select_related("challenge")
    found: Invitation = get_object_or_404(rows, pk=pk)
    if found.challenge.is_draft and found.user_id == request.user.pk:
        raise Http404
    return found


@require_POST
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    found = services.decline_invitation(visible_invitation(request, pk), by=user)
    messages.success(request, f"Declined; {found.owner} finds it in their notifications. You can still apply if you change your mind.")
    return redirect("challenges:invitations")


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    invitation = visible_invitation(request, pk)
    found = services.withdraw_invitation(invitation, by=user)
    messages.success(request, f"The invitation of {found.user} is taken back.")
    return redirect("applications:invited", invitation.challenge.slug or "draft", invitation.challenge.code)
