"""What everybody may see of a person: here the picture; the profile mixes apps and is one floor up."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.users.models import User
from apps.users.services.avatars import small_key

YEAR = 365 * 24 * 60 * 60


@require_safe
@login_not_required
def avatar(request: HttpRequest, handle: str, size: str, version: str) -> FileResponse:
    """One of the two squares. Its address changes with the picture, so that it may be kept for a year."""
    user: Any = get_object_or_404(User, handle=handle)
    if not user.avatar or size not in ("large", "small") or version != user.avatar_version:
        raise Http404("No such picture.")
    try:
        file = default_storage.open(user.avatar if size == "large" else small_key(user.avatar))
    except FileNotFoundError:
        raise Http404("The picture is gone.") from None
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
