"""Fields that proposals are made of."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from apps.core.money import BadAmount, Money

LINK_LENGTH = 300
is_url = URLValidator(schemes=["http", "https"], message="This is no web address.")


class AmountField(forms.CharField):
    """An amount of money in `currency`, as people type it; its value is a Money."""

    def __init__(self, currency: str, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=24, widget=widget, **options)
        self.currency = currency

    def clean(self, value: Any) -> Money | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = Money.parse(text, self.currency)
        except BadAmount as problem:
            raise ValidationError(str(problem)) from None
        if not amount:
            raise ValidationError("The amount must be more than zero.")
        return amount


class LinesField(forms.CharField):
    """Web addresses, one a line; its value is a list. `limit` of them at most."""

    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(max_length=limit * (LINK_LENGTH + 2), **options)
        self.limit = limit

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.limit:
            raise ValidationError(f"{self.limit} links at most.")
        return [self.clean_link(line) for line in lines]

    def clean_link(self, line: str) -> str:
        link = line if "://" in line else f"https://{line}"
        try:
            is_url(link)
            known = bool(urlsplit(link).hostname)
        except (ValidationError, ValueError):
            known = False
        if not known or len(link) > LINK_LENGTH:
            raise ValidationError(f"“{line[:60]}” is no web address.")
        return link
