"""Whom an owner asks to apply, and to what."""

from typing import Any

from django import forms

from apps.challenges.handles import people_of
from apps.challenges.models import Challenge
from apps.challenges.services.inviting import NOTE_LIMIT
from apps.users.models import User


class NoteForm(forms.Form):
    note = forms.CharField(
        label="A few words",
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea({"rows": 3, "data-count": ""}),
        help_text="Why you thought of them. They read it in the invitation.",
    )


class InviteForm(NoteForm):
    """Several people, to one challenge."""

    people = forms.CharField(
        label="Whom",
        max_length=3000,
        help_text="Their handles, with commas between, like @sam, @rita.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Name at least one person."},
    )
    field_order = ("people", "note")

    def clean_people(self) -> list[User]:
        return people_of(self.cleaned_data["people"])


class InvitePersonForm(NoteForm):
    """One person, to one of `challenges`."""

    challenge = forms.ChoiceField(label="To which challenge", widget=forms.RadioSelect, error_messages={"required": "Choose one of your challenges."})
    field_order = ("challenge", "note")

    def __init__(self, *args: Any, challenges: list[Challenge], **options: Any) -> None:
        super().__init__(*args, **options)
        self.challenges = {one.code: one for one in challenges}
        field: Any = self.fields["challenge"]
        field.choices = [(one.code, one.title) for one in challenges]

    @property
    def chosen(self) -> Challenge:
        return self.challenges[self.cleaned_data["challenge"]]
