"""Shape of what people write about delivered work."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.core.money import BadAmount, Money
from apps.core.uploads import FILES_LIMIT, FilesField, FilesForm

ANSWER_LIMIT = 2000
VERDICT_NOTE_LIMIT = 1000
REASON_LIMIT = 1000
STATEMENT_LIMIT = 10000


class DeliverForm(FilesForm):
    """A note, an answer to each criterion, files."""

    note = forms.CharField(
        label="What you deliver",
        max_length=10000,
        error_messages={"required": "Write a note: what is delivered, and how to look at it."},
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 10000, "data-count": True}),
    )

    def __init__(self, *args: Any, criteria: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for number, _criterion in enumerate(criteria, start=1):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=f"Criterion {number}: how it is met",
                max_length=ANSWER_LIMIT,
                error_messages={"required": "Say how this criterion is met."},
                widget=forms.Textarea(attrs={"rows": 2, "maxlength": ANSWER_LIMIT}),
            )
        self.fields["files"] = FilesField(
            help_text=f"Up to {FILES_LIMIT} files of 20 MB each: documents, images, sound, film, archives.",
        )
        self.order_fields(["note", *(f"answer_{number}" for number in range(1, len(criteria) + 1)), "files"])

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For the page: each criterion with its field."""
        return [{"criterion": words, "field": self[f"answer_{number}"]} for number, words in enumerate(self.criteria, start=1)]

    @property
    def answers(self) -> list[str]:
        return [self.cleaned_data[f"answer_{number}"] for number, _criterion in enumerate(self.criteria, start=1)]


class VerdictForm(forms.Form):
    """The owner's judgement, criterion by criterion. With `changes` everything must be judged and the feedback is needed; to approve, nothing is.

    `round` is the delivery that the owner saw; hand it on, so that nobody approves what they have not read.
    """

    round = forms.IntegerField(required=False, widget=forms.HiddenInput)
    feedback = forms.CharField(
        label="Feedback",
        max_length=5000,
        required=False,
        error_messages={"required": "Say what has to change."},
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 5000}),
    )

    def __init__(
        self, *args: Any, criteria: Sequence[str], answers: Sequence[str] = (), round: int | None = None, changes: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.answers, self.changes = criteria, answers, changes
        self.fields["round"].initial = round
        self.fields["feedback"].required = changes
        self.fields["feedback"].widget.is_required = False  # one form, two buttons: only one of them needs it
        for number, _criterion in enumerate(criteria, start=1):
            self.fields[f"met_{number}"] = forms.ChoiceField(
                label=f"Criterion {number}",
                choices=[("yes", "Met"), ("no", "Not met")],
                required=changes,
                error_messages={"required": "Judge this criterion: met or not met."},
                widget=forms.RadioSelect,
            )
            self.fields[f"met_{number}"].widget.is_required = False
            self.fields[f"note_{number}"] = forms.CharField(
                label=f"Note on criterion {number}",
                max_length=VERDICT_NOTE_LIMIT,
                required=False,
                widget=forms.TextInput(attrs={"maxlength": VERDICT_NOTE_LIMIT, "placeholder": "Note"}),
            )
        self.order_fields([name for number in range(1, len(criteria) + 1) for name in (f"met_{number}", f"note_{number}")] + ["feedback", "round"])

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        """As the services take them. What was left open counts as met."""
        numbers = range(1, len(self.criteria) + 1)
        return [{"met": self.cleaned_data[f"met_{n}"] != "no", "note": self.cleaned_data[f"note_{n}"]} for n in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.changes and self.criteria and not self.errors and all(verdict["met"] for verdict in self.verdicts):
            raise forms.ValidationError("You marked every criterion as met. Mark the one that is not, or approve the delivery.")
        return cleaned


class ReasonForm(forms.Form):
    """Why a contract should be cancelled; the other side reads it."""

    reason = forms.CharField(
        label="Why",
        max_length=REASON_LIMIT,
        help_text="The other side will read it.",
        error_messages={"required": "Say why: the other side will read it."},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_LIMIT}),
    )


class ShareForm(forms.Form):
    """How much of `held` the solver should get."""

    amount = forms.CharField(
        max_length=24,
        error_messages={"required": "Name an amount; it may be 0."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, held: Money, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held

    def clean_amount(self) -> Money:
        typed, held = self.cleaned_data["amount"], self.held
        if typed.strip().startswith(("-", "−")):
            raise forms.ValidationError(f"Name an amount from 0 to {held}.")
        try:
            amount = Money.parse(typed, held.currency)
        except BadAmount as problem:
            raise forms.ValidationError(str(problem)) from None
        if amount > held:
            raise forms.ValidationError(f"Only {held} is held: name an amount from 0 to {held}.")
        return amount


class StatementForm(FilesForm, ShareForm):
    """What one side of a dispute states. Its first statement needs words; `stated` is the amount that stands."""

    text = forms.CharField(
        label="Your reasons",
        max_length=STATEMENT_LIMIT,
        error_messages={"required": "Say why: the other side reads it, and OpenChance if it has to decide."},
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": STATEMENT_LIMIT, "data-count": True}),
    )

    def __init__(self, *args: Any, held: Money, stated: Money | None = None, **kwargs: Any) -> None:
        super().__init__(*args, held=held, **kwargs)
        self.fields["files"] = FilesField(
            label="Evidence",
            help_text=f"Up to {FILES_LIMIT} files of 20 MB each. The other side and OpenChance can read them, nobody else.",
        )
        self.fields["text"].required = stated is None
        if stated is not None:
            self.fields["amount"].initial = stated.plain


class DecisionForm(ShareForm):
    """What staff decide. `seen` is the latest statement that they have read."""

    reason = forms.CharField(
        label="Reasons",
        max_length=STATEMENT_LIMIT,
        help_text="Both sides read them. Markdown works.",
        error_messages={"required": "Write down the reasons: both sides read them."},
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": STATEMENT_LIMIT}),
    )
    seen = forms.UUIDField(widget=forms.HiddenInput)


class AcceptForm(forms.Form):
    """The amount that stood on the page, in minor units: nobody accepts what they have not seen."""

    amount = forms.IntegerField(min_value=0, max_value=10**15, widget=forms.HiddenInput)
