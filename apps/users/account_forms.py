"""allauth's forms in the house's words."""

from typing import Any

from allauth.account import forms as account
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

PASSWORD_HINT = "At least 10 characters. A short sentence is easy to remember and hard to guess."  # noqa: S105


class Plain:
    """No placeholders (labels say it), and labels of ours."""

    labels = {
        "email": "E-mail address",
        "login": "E-mail address",
        "password": "Password",
        "password1": "New password",
        "oldpassword": "Current password",
    }
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        fields.pop("password2", None)  # a mistyped password is what the reset is for
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]
    pass


class SignupForm(Plain, account.SignupForm):  # type: ignore[misc]
    field_order = ["name", "username", "email", "password1", "timezone"]
    labels = Plain.labels | {"username": "Handle", "name": "Your name", "password1": "Password"}
    hints = {
        "name": "As it is shown to others.",
        "username": "Your address here: /people/handle/. Chosen once; 3 to 30 letters a–z, digits, hyphens or underscores.",
        "email": "You sign in with it. It is never shown.",
        "password1": PASSWORD_HINT,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as slow as a real registration: the time must not tell
        return super().try_save(request)


class AddEmailForm(Plain, account.AddEmailForm):  # type: ignore[misc]
    labels = Plain.labels | {"email": "New e-mail address"}


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    hints = {"password1": PASSWORD_HINT}


class ResetPasswordForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    hints = {"password1": PASSWORD_HINT}


class ReauthenticateForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    pass
