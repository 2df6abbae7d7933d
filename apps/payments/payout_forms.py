"""What solvers choose about their payouts."""

from django import forms

from apps.users.places import countries

from .services.onboarding import SCHEDULES


def country_choices() -> list[tuple[str, str]]:
    return [("", "Choose a country"), *countries().items()]


class CountryForm(forms.Form):
    country = forms.ChoiceField(
        choices=country_choices,
        label="Country of your bank account",
        help_text="Where you live and are paid. It cannot be changed once your account is ready.",
        error_messages={"required": "Choose the country of your bank account.", "invalid_choice": "Choose a country from the list."},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )


class ScheduleForm(forms.Form):
    schedule = forms.ChoiceField(
        choices=[*SCHEDULES.items()],
        label="How often your bank is paid",
        error_messages={"invalid_choice": "Choose how often your bank is paid.", "required": "Choose how often your bank is paid."},
    )
