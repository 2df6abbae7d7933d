"""A number, and the code that went there."""

from typing import Any

from django import forms

from .numbers import NotTextable, normalised


class NumberForm(forms.Form):
    number = forms.CharField(
        label="Mobile number",
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        help_text="With its country code, as in +49 151 23456789.",
    )

    def __init__(self, *args: Any, country: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.country = country

    def clean_number(self) -> str:
        try:
            return normalised(self.cleaned_data["number"], self.country)
        except NotTextable as reason:
            raise forms.ValidationError(str(reason)) from reason


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9 ]*"}),
        help_text="Six digits, from the text that we sent.",
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError("A code has six digits.")
        return code
