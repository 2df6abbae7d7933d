"""What is written around a question."""

from django import forms

from .models.question import ANSWER_LIMIT, TEXT_LIMIT
from .services.policing import REASON_LIMIT


class AskForm(forms.Form):
    text = forms.CharField(
        label="Your question",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 4, "data-count": ""}),
        help_text="Everybody reads it, under your name, once it is answered. Leave out what only the challenger should know.",
        error_messages={"required": "Write your question."},
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Your answer",
        max_length=ANSWER_LIMIT,
        widget=forms.Textarea({"rows": 5, "data-count": ""}),
        help_text="Question and answer become public. You can mend the answer for 15 minutes.",
        error_messages={"required": "Write the answer."},
    )


class ReportForm(forms.Form):
    reason = forms.CharField(
        label="What is wrong with it?",
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3, "data-count": ""}),
        help_text="Moderators read it; nobody else learns that you reported it.",
        error_messages={"required": "Say what is wrong with it."},
    )
