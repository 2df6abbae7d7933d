"""Where allauth's own doors do not suffice."""

from typing import Any

from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.internal.stagekit import unstash_login
from allauth.account.utils import has_verified_email
from allauth.account.views import EmailVerificationSentView
from allauth.account.views import SignupView as AllauthSignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.core.db import atomic
from apps.users.adapter import TAKEN


class SignupView(AllauthSignupView):  # type: ignore[misc]
    """Registration, all or nothing. Of two people who take one handle at the same moment the second is told so at the field."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with atomic():
                return super().form_valid(form)  # type: ignore[no-any-return]
        except DatabaseError:
            form.add_error("username", TAKEN)
            return self.form_invalid(form)  # type: ignore[no-any-return]


signup = SignupView.as_view()


class VerificationSentView(EmailVerificationSentView):  # type: ignore[misc]
    """“Look into your mail”, with the way to it on a developer's machine."""

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**words)
        return context | {"mail_url": reverse("dev_mail") if settings.DEBUG else ""}


verification_sent = VerificationSentView.as_view()


@require_POST
@login_not_required
def resend(request: HttpRequest) -> HttpResponse:
    """Another verification letter for whoever registered, or tried to sign in, in this browser. The answer never tells whether one was sent."""
    login = unstash_login(request, peek=True)
    if login is None:
        messages.info(request, "Sign in with your address and password: then we send another message.")
    else:
        if login.user is None or not has_verified_email(login.user, login.email):
            send_verification_email_at_login(request, login)
        messages.info(request, "If it is time for another message, it is on its way: we send one every three minutes at most.")
    return redirect("account_email_verification_sent")
