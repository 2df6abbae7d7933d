"""Downloads of what belongs to a challenge."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.challenges.models import Challenge, ChallengeFile
from apps.core.uploads import serve


@login_not_required
@require_safe
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Whoever may see the challenge may have its files."""
    stored = get_object_or_404(ChallengeFile, pk=pk)
    if not Challenge.objects.visible_to(request.user).filter(pk=stored.challenge_id).exists():
        raise Http404
    return serve(stored, preview="preview" in request.GET)
