"""Forms about oneself."""

from typing import Any

from django import forms
from django.http import HttpRequest


class SignupDetails(forms.Form):
    """What registration asks beside allauth's own fields."""

    name = forms.CharField(max_length=80)

    def signup(self, request: HttpRequest, user: Any) -> None:
        user.name = self.cleaned_data["name"]
        user.save()
