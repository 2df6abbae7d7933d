"""What an owner says when deciding."""

from django import forms

from apps.applications.models import Application


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose a reason"), *Application.Reason.choices],
        help_text="The solver reads it.",
        error_messages={"required": "Choose a reason: the solver will read it.", "invalid_choice": "Choose one of the reasons."},
    )
    note = forms.CharField(
        label="A few words of your own",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "data-count": ""}),
        help_text="The solver reads this too.",
    )


class NoteForm(forms.Form):
    note = forms.CharField(label="Your note", required=False, max_length=2000, widget=forms.Textarea({"rows": 3, "data-count": ""}))


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why do you cancel it?",
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "data-count": ""}),
        help_text="Everybody who applied will read it.",
        error_messages={"required": "Say why: everybody who applied will read it."},
    )


class ClarifyForm(forms.Form):
    text = forms.CharField(
        label="What you want to make clear",
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "data-count": ""}),
        help_text="Added below the brief with today’s date; it cannot be changed afterwards. Markdown works.",
        error_messages={"required": "Write what you want to make clear."},
    )
