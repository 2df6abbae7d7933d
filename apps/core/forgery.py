"""The token against forged forms: one for each answer, however many forms it holds."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject


def form_token(request: HttpRequest) -> str:
    """Django masks its secret anew each time it is asked, which a page with ten forms did ten times."""
    secret, token = getattr(request, "form_token", (None, ""))
    if secret is None or secret != request.META.get("CSRF_COOKIE"):  # signing in changes the secret
        token = str(get_token(request))
        request.form_token = request.META["CSRF_COOKIE"], token  # type: ignore[attr-defined]
    return token


def csrf_token(request: HttpRequest) -> dict[str, object]:
    """`{{ csrf_token }}` and `{% csrf_token %}`; a page that has no form asks for none."""
    return {"csrf_token": SimpleLazyObject(lambda: form_token(request))}
