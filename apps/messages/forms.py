"""What people say."""

import uuid
from typing import Any

from django import forms

from apps.core.uploads import FilesField, FilesForm

from .models import MessageReport
from .models.message import LONGEST

TOO_LONG = f"Say it in {LONGEST:,} characters at most, or attach it as a file."


class MessageForm(FilesForm):
    """Words, or files, or both; `key` is the client's own, so that sending twice says it once."""

    text = forms.CharField(
        label="Message",
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 1, "enterkeyhint": "send", "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    files = FilesField(label="Attach files")  # type: ignore[assignment]
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, to: str = "", **options: Any) -> None:
        super().__init__(*args, auto_id="say_%s", initial={"key": uuid.uuid4()}, **options)
        self.fields["files"].widget.attrs |= {"data-later": ""}
        self.fields["text"].widget.attrs |= {"placeholder": f"Write to {to}"}


class EditForm(forms.Form):
    text = forms.CharField(
        label="What it should say",
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=MessageReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    note = forms.CharField(label="Anything we should know", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))


class MuteForm(forms.Form):
    on = forms.BooleanField(required=False)
