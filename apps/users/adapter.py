"""What allauth asks the house about accounts. Its letters are written one floor up, in apps/notifications/adapter.py."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from apps.core.db import atomic
from apps.core.live import hang_up
from apps.core.models import record

from .handles import check_handle, skeleton
from .models import User

TAKEN = "This handle is taken, or looks like one that is. Choose another."
WORDS = {
    "account_inactive": "This account is suspended.",
    "duplicate_email": "This is your e-mail address already.",
    "email_password_mismatch": "The e-mail address or the password is not right.",
    "email_taken": "This e-mail address cannot be used.",
    "enter_current_password": "This is not your current password.",
    "incorrect_password": "The password is not right.",
    "invalid_login": "The e-mail address or the password is not right.",
    "invalid_password_reset": "This link has been used, or is too old.",
    "rate_limited": "That was a lot at once. Wait a minute, then try again.",
    "too_many_login_attempts": "Too many attempts that failed. Wait five minutes, or set a new password.",
    "unverified_primary_email": "Verify your e-mail address first.",
    "username_taken": TAKEN,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | WORDS

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The handle in lower case. Raises ValidationError for one that nobody may have, that is taken, or that looks like a taken one."""
        handle = username.strip().lower()
        check_handle(handle)
        if not shallow and User.objects.filter(handle_skeleton=skeleton(handle)).exists():
            raise ValidationError(TAKEN)
        return handle

    def clean_email(self, email: str) -> str:
        """Raises ValidationError for an address that is too long to keep: allauth would cut it."""
        if len(email) > 254:
            raise ValidationError("An e-mail address has 254 characters at most.")
        return email

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The address is verified and the user's, in allauth's table and on the user alike; False, and a message, where it is somebody else's."""
        others = User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
        try:
            with atomic():
                if not others.exists() and super().confirm_email(request, email_address):
                    User.objects.filter(pk=email_address.user_id).update(email_verified_at=timezone.now())
                    return True
        except DatabaseError:  # somebody else verified it at the same moment
            pass
        if others.exists():
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", {"email": email_address.email})
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Signed in, and on record: a payer's bank asks who used the account, and when."""
        super().login(request, user)
        record(user, "sign_in", by=user)

    def logout(self, request: HttpRequest) -> None:
        """Signed out; open pages of this session learn of it."""
        key, session = request.user.pk, request.session.session_key
        super().logout(request)
        if key:
            hang_up(key, session)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Signing in is refused with its reason: whoever reads it knows the password."""
        return render(request, "account/account_inactive.html", {"suspended": user}, status=403)

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("settings:account" if self.request.user.is_authenticated else "account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings:account")
