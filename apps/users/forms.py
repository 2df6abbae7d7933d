"""Forms about oneself. Those of allauth are in account_forms.py: allauth reads this module while it builds its own."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest

from apps.core.money import BadAmount, Money, currency_choices

from .fields import LinesField
from .images import SIZE_LIMIT
from .models import User
from .places import country_choices, zone_choices, zone_or_utc


class NameField(forms.CharField):
    """A name on one line, without characters that cannot be seen."""

    def __init__(self, *, max_length: int = 80, **options: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.TextInput({"autocomplete": "name"}), **options)

    def clean(self, value: Any) -> str:
        name = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value or "")).split())
        return str(super().clean(name))


class SignupDetails(forms.Form):
    """What registration asks beside allauth's own fields."""

    name = NameField(label="Your name", help_text="As it is shown to others.")
    timezone = forms.CharField(required=False, widget=forms.HiddenInput({"data-zone": ""}))

    def signup(self, request: HttpRequest, user: Any) -> None:
        user.name = self.cleaned_data["name"]
        user.timezone = zone_or_utc(self.cleaned_data["timezone"])
        user.save(update_fields=["name", "timezone"])


class LinkField(forms.CharField):
    """A web address; “https://” is added where it was left out, other schemes are refused."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        if typed and "://" not in typed and not typed.lower().startswith(("javascript:", "data:", "mailto:")):
            typed = f"https://{typed}"
        try:
            URLValidator(["http", "https"])(typed)
        except ValidationError:
            raise ValidationError("Say a web address that begins with https:// or http://.") from None
        if urlsplit(typed).username:
            raise ValidationError("Leave the user name and password out of the address.")
        return typed


class ProfileForm(forms.ModelForm[User]):
    name = NameField()
    country = forms.ChoiceField(required=False, choices=country_choices, widget=forms.Select({"autocomplete": "country"}))
    timezone = forms.ChoiceField(label="Time zone", choices=zone_choices, help_text="Dates and deadlines are shown in it.")
    skills = LinesField(line=forms.CharField(max_length=40), most=20, spare=3, help_text="Up to 20, for example “Sheet metal”.")
    links = LinesField(
        line=LinkField(max_length=200),
        most=8,
        spare=2,
        help_text="Your work elsewhere: up to 8 web addresses.",
        attrs={"inputmode": "url", "autocomplete": "url"},
    )
    rate = forms.CharField(label="Hourly rate", required=False, max_length=20, widget=forms.TextInput({"inputmode": "decimal"}))
    rate_currency = forms.ChoiceField(label="Currency", required=False, choices=lambda: [("", "Currency"), *currency_choices()])

    class Meta:
        model = User
        fields = ("name", "headline", "bio", "country", "timezone", "rate_currency")
        widgets = {
            "headline": forms.TextInput({"data-count": ""}),
            "bio": forms.Textarea({"rows": 8, "maxlength": 5000, "data-count": ""}),
        }
        labels = {"bio": "About you"}
        help_texts = {
            "headline": "One line below your name, for example “Illustrator of old machines”.",
            "bio": "Markdown: **bold**, *italic*, lists, links.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user: User = kwargs["instance"]
        rate = Money(user.rate_minor, user.rate_currency).plain if user.rate_minor is not None and user.rate_currency else ""
        kwargs["initial"] = {"skills": user.skills, "links": user.links, "rate": rate} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed, currency = self.cleaned_data.get("rate", ""), self.cleaned_data.get("rate_currency", "")
        self.cleaned_data["rate_minor"] = self.clean_amount(typed.strip(), currency)
        if not typed.strip():
            self.cleaned_data["rate_currency"] = ""
        return self.cleaned_data

    def clean_amount(self, typed: str, currency: str) -> int | None:
        if not typed:
            return None
        if not currency:
            if "rate_currency" not in self.errors:
                self.add_error("rate_currency", "Choose the currency of your rate.")
            return None
        try:
            amount = Money.parse(typed, currency)
        except BadAmount as error:
            self.add_error("rate", str(error))
            return None
        if amount.minor <= 0:
            self.add_error("rate", "The amount must be more than zero.")
        return amount.minor

    @property
    def words(self) -> dict[str, Any]:
        """What `services.save_profile` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "rate"}


class AvatarForm(forms.Form):
    picture = forms.FileField(
        label="Picture",
        help_text="Any common image up to 5 MB. It is cut to a square; where and when it was taken is removed.",
        widget=forms.FileInput({"accept": "image/*", "data-files": "", "data-limit": SIZE_LIMIT, "data-most": 1}),
        error_messages={"required": "Choose a picture first.", "empty": "The file is empty."},
        max_length=200,
    )
