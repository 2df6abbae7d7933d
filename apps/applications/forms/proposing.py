"""The form of an application: the same for applying and for changing it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from apps.applications.models import Application
from apps.applications.proposals import (
    DAYS_LIMIT,
    FILES_LIMIT,
    LINKS_LIMIT,
    PARTS_LIMIT,
    Proposal,
    fixed_price,
    problem_with_plan,
    problem_with_price,
)
from apps.challenges.models import Challenge
from apps.core.money import Money
from apps.core.uploads import FilesField, FilesForm

from .fields import AmountField, LinesField

WHOLE = "The whole work"  # what the only part of a plan is called when its author did not say


class PartForm(forms.Form):
    """One part of the plan. Whether its blanks are mistakes depends on the other parts: ProposalForm decides."""

    def __init__(self, *args: Any, currency: str, number: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.number = number
        self.fields["title"] = forms.CharField(label=f"Part {number}: what is delivered", required=False, max_length=120)
        self.fields["amount"] = AmountField(currency, label=f"Part {number}: amount", required=False)
        days = forms.IntegerField(label=f"Part {number}: days of work", required=False, min_value=1, max_value=DAYS_LIMIT)
        days.widget.attrs["inputmode"] = "numeric"
        self.fields["days"] = days

    @property
    def is_blank(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in self.fields)

    def as_plan(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"], "amount_minor": self.cleaned_data["amount"].minor, "days": self.cleaned_data["days"]}


class ProposalForm(FilesForm):
    """`parts` are the forms of the plan. A fixed reward is the price; a plan left empty is one part."""

    letter = forms.CharField(
        label="Cover letter", max_length=10000, widget=forms.Textarea({"rows": 10, "data-count": ""}),
        help_text="How you would go about it, and why you. Markdown works.",
        error_messages={"required": "Write a few sentences to the challenger."},
    )  # fmt: skip
    days = forms.IntegerField(
        label="Time you need", min_value=1, max_value=DAYS_LIMIT, widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text="Days from the day the money is held.",
        error_messages={"required": "Say how many days the work takes."},
    )  # fmt: skip
    links = LinesField(
        LINKS_LIMIT, label="Links to your work", required=False,
        widget=forms.Textarea({"rows": 3, "inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=f"One a line, {LINKS_LIMIT} at most.",
    )  # fmt: skip
    files = FilesField(  # type: ignore[assignment]
        FILES_LIMIT, label="Files", help_text=f"Work that speaks for you: {FILES_LIMIT} files at most, 20 MB each."
    )

    def __init__(self, *args: Any, challenge: Challenge, application: Application | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.challenge, self.application = challenge, application
        self.set_price = fixed_price(challenge)
        if self.set_price is None:
            self.fields["price"] = AmountField(
                challenge.currency, label="Price", help_text=f"Between {challenge.reward_min} and {challenge.reward_max}."
            )
        for number, question in enumerate(challenge.questions):
            self.fields[f"answer_{number}"] = answer_field(question)
        if application:
            self.fields["revision"] = forms.IntegerField(max_value=2**31 - 1, widget=forms.HiddenInput, initial=application.revision)
            kept = [(str(file.pk), file.name) for file in application.files.all()]
            if kept:
                self.fields["drop"] = forms.MultipleChoiceField(label="Take out", choices=kept, required=False, widget=forms.CheckboxSelectMultiple)
        self.parts = [self.part(number) for number in range(self.count_parts())]

    @classmethod
    def of(cls, challenge: Challenge, application: Application | None = None, *, by: Any = None) -> "ProposalForm":
        """The form as it is first shown: what the application says, or what the challenge suggests."""
        return cls(challenge=challenge, application=application, initial=initial_values(challenge, application), by=by)

    @classmethod
    def again(cls, typed: QueryDict, challenge: Challenge, application: Application | None, *, more: int = 0, by: Any = None) -> "ProposalForm":
        """The form with what was typed and `more` further parts, before anything is checked."""
        values = typed.dict() | {"plan-count": str(min(count(typed.get("plan-count")) + more, PARTS_LIMIT))}
        if "drop" in typed:
            values["drop"] = typed.getlist("drop")  # type: ignore[assignment]
        return cls(challenge=challenge, application=application, initial=values, by=by)

    def count_parts(self) -> int:
        return count(self.data.get("plan-count") if self.is_bound else self.initial.get("plan-count"))

    def part(self, number: int) -> PartForm:
        prefix = f"plan-{number}"
        typed = {name.removeprefix(f"{prefix}-"): value for name, value in self.initial.items() if name.startswith(f"{prefix}-")}
        return PartForm(self.data if self.is_bound else None, prefix=prefix, initial=typed, currency=self.challenge.currency, number=number + 1)

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[f"answer_{number}"] for number in range(len(self.challenge.questions))]

    @property
    def price_field(self) -> forms.BoundField | None:
        return self["price"] if "price" in self.fields else None

    @property
    def drop_field(self) -> forms.BoundField | None:
        return self["drop"] if "drop" in self.fields else None

    @property
    def can_grow(self) -> bool:
        return len(self.parts) < PARTS_LIMIT

    @property
    def plan_errors(self) -> list[str]:
        """Sentences about the plan, for the summary, with links to where they belong."""
        found = [link("plan", str(error)) for error in self.errors.get("plan", [])] if self.is_bound else []
        fields = [(part[name], errors) for part in self.parts for name, errors in part.errors.items()]
        return found + [link(str(field.id_for_label), f"{field.label}: {error}") for field, errors in fields for error in errors]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        price = self.set_price or cleaned.get("price")
        if self.set_price is None and price is not None and (problem := problem_with_price(self.challenge, price)):
            self.add_error("price", problem)
            price = None
        self.limit_files(cleaned)
        plan = self.read_plan(price, cleaned.get("days"))
        if plan is not None and price is not None and "days" in cleaned and (problem := problem_with_plan(plan, price, cleaned["days"])):
            self.refuse_plan(problem)
        cleaned["plan"] = plan
        return cleaned

    def limit_files(self, cleaned: dict[str, Any]) -> None:
        if not self.application:
            return
        left = [file for file in self.application.files.all() if str(file.pk) not in cleaned.get("drop", [])]
        if len(left) + len(cleaned.get("files") or []) > FILES_LIMIT:
            self.add_error("files", f"{FILES_LIMIT} files at most, with those you sent before.")

    def read_plan(self, price: Money | None, days: int | None) -> list[dict[str, Any]] | None:
        """The plan as it is stored, or None where something in it has to be put right first."""
        filled = [part for part in self.parts if not part.is_blank]
        valid = [part.is_valid() for part in self.parts]
        if not all(valid):
            self.refuse_plan("")
            return None
        if len(filled) <= 1:
            typed = filled[0].cleaned_data if filled else {}
            amount = typed.get("amount") or price
            if amount is None or days is None:
                return None
            return [{"title": typed.get("title") or WHOLE, "amount_minor": amount.minor, "days": typed.get("days") or days}]
        for part in filled:
            for name, sentence in (("title", "Say what is delivered."), ("amount", "Say the amount."), ("days", "Say the days.")):
                if not part.cleaned_data.get(name):
                    part.add_error(name, sentence)
        if not all(part.is_valid() for part in filled):
            self.refuse_plan("")
            return None
        return [part.as_plan() for part in filled]

    def refuse_plan(self, sentence: str) -> None:
        self.errors["plan"] = self.error_class([sentence] if sentence else [])

    def proposal(self) -> Proposal:
        cleaned = self.cleaned_data
        price = self.set_price or cleaned["price"]
        answers = [cleaned[f"answer_{number}"] for number in range(len(self.challenge.questions))]
        return Proposal(cleaned["letter"], price.minor, cleaned["days"], cleaned["plan"], answers, cleaned["links"])


def count(typed: Any) -> int:
    try:
        return min(max(int(typed), 1), PARTS_LIMIT)
    except (TypeError, ValueError):
        return 1


def link(place: str, sentence: str) -> str:
    return format_html('<a href="#{}">{}</a>', place, sentence)


def answer_field(question: str) -> forms.CharField:
    widget = forms.Textarea({"rows": 3, "data-count": ""})
    return forms.CharField(label=question, max_length=3000, widget=widget, error_messages={"required": "The challenger asks everybody this."})


def initial_values(challenge: Challenge, application: Application | None) -> dict[str, Any]:
    plan = application.plan if application else challenge.milestones
    values: dict[str, Any] = {"plan-count": max(len(plan), 1)}
    for number, part in enumerate(plan):
        amount = Money(part["amount_minor"], challenge.currency).plain
        values |= {f"plan-{number}-title": part["title"], f"plan-{number}-amount": amount, f"plan-{number}-days": part["days"]}
    if application is None:
        return values | ({"days": sum(part["days"] for part in plan)} if plan else {})
    values |= {f"answer_{number}": answer for number, answer in enumerate(application.answers)}
    return values | {"letter": application.letter, "days": application.days, "links": application.links, "price": application.price.plain}
