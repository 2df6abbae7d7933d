"""What an owner writes. A draft may be incomplete: here only the shape is checked; what is missing is said on publishing."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.money import BadAmount, Money, currency_choices
from apps.core.uploads import FILES_LIMIT, FilesField, FilesForm
from apps.users.models import User

from .formfields import ListField
from .formrows import MOST_MILESTONES, initial_of, typed_milestones
from .handles import people_of
from .models import Category, Challenge, ChallengeFile
from .services import Problems

FIXED, RANGE, MILESTONES = "fixed", "range", "milestones"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_DAYS = 730  # of one milestone


class DeadlineForm(forms.Form):
    """When applications close, in the reader's zone."""

    deadline = forms.DateField(label="Applications close on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    deadline_time = forms.TimeField(label="At", required=False, initial=time(18), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError("Choose a day within the next two years.")
        return day

    @property
    def deadline_at(self) -> datetime | None:
        """The moment, in UTC."""
        day = self.cleaned_data.get("deadline")
        if not day:
            return None
        at = self.cleaned_data.get("deadline_time") or time(18)
        return datetime.combine(day, at, tzinfo=timezone.get_current_timezone()).astimezone(UTC)


class ChallengeForm(FilesForm, DeadlineForm):
    """The whole challenge on one page. `challenge` None is a new one; `extra` names the list that grows by one row."""

    field_order = (
        "title", "category", "skills", "brief", "difficulty", "criteria", "questions", "reward_kind", "currency", "reward_min", "reward_max",
        "milestone_title", "deadline",
    )  # fmt: skip

    title = forms.CharField(
        required=False, max_length=120, help_text="Begin with a verb. Somebody should know after ten words whether it is for them.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-count": ""}),
    )  # fmt: skip
    category = forms.ModelChoiceField(Category.objects.none(), label="Field", required=False, empty_label="Choose a field")
    skills = forms.CharField(
        required=False, max_length=500, help_text="With commas between, ten at most.", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    brief = forms.CharField(
        required=False, max_length=20000, help_text="What you have, what you need, what you have tried. Markdown works.",
        widget=forms.Textarea(attrs={"rows": 12, "data-count": ""}),
    )  # fmt: skip
    difficulty = forms.TypedChoiceField(choices=Challenge.Difficulty.choices, coerce=int, initial=2, widget=forms.RadioSelect)
    criteria = ListField(label="It is done when", noun="Criterion", most=20, longest=300)
    questions = ListField(label="Questions for applicants", noun="Question", most=10, longest=300)
    reward_kind = forms.ChoiceField(label="Kind", choices=Challenge.Reward.choices, initial=FIXED, widget=forms.RadioSelect)
    currency = forms.ChoiceField(initial="EUR", help_text="Fixed once you publish.")
    reward_min = forms.CharField(
        label="Reward", required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    reward_max = forms.CharField(
        label="Up to", required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    milestone_title = ListField(label="Milestones", noun="Milestone", most=MOST_MILESTONES, longest=120)
    visibility = forms.ChoiceField(
        label="Visible to", initial="public", widget=forms.RadioSelect,
        choices=[("public", "Everybody"), ("unlisted", "People with the link"), ("invited", "Solvers I invite")],
    )  # fmt: skip
    invited = forms.CharField(
        label="Invited solvers", required=False, max_length=3000, help_text="Their handles, with commas between, like @sam, @rita.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    uploads = FilesField(label="Add files", help_text=f"Documents, images, sound, film and archives; {FILES_LIMIT} files, 20 MB each.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, challenge: Challenge | None = None, extra: str = "", **kwargs: Any) -> None:
        self.challenge, self.extra = challenge, extra
        if challenge is not None:
            kwargs["initial"] = initial_of(challenge) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = Category.objects.filter(is_active=True)
        fields["deadline"].required = False
        fields["currency"].choices = currency_choices()
        fields["currency"].disabled = challenge is not None and not challenge.is_draft

    def lacks(self, problems: Problems) -> None:
        """Say at each field what it lacks before the challenge can be public; also on a form that was not sent yet."""
        for field, sentence in problems:
            self.errors.setdefault(field, self.error_class()).append(sentence)

    # --- the rows of the lists, as the template draws them ---

    def lines(self, name: str, fewest: int) -> list[dict[str, Any]]:
        values = list(self[name].value() or [])
        while len(values) > fewest and not values[-1]:
            values.pop()
        values += [""] * max(fewest - len(values), 1 if self.extra == name or (values and not self.is_bound) else 0)
        most = self.fields[name].most  # type: ignore[attr-defined]
        return [{"number": number, "value": value} for number, value in enumerate(values[:most], 1)]

    @property
    def criterion_lines(self) -> list[dict[str, Any]]:
        return self.lines("criteria", 3)

    @property
    def question_lines(self) -> list[dict[str, Any]]:
        return self.lines("questions", 1)

    @property
    def milestone_lines(self) -> list[dict[str, Any]]:
        rows = typed_milestones(self.data) if self.is_bound else list(self.initial.get("milestone_rows", []))
        while len(rows) > 2 and not any(rows[-1].values()):
            rows.pop()
        blank = {"title": "", "amount": "", "days": ""}
        rows += [blank] * max(2 - len(rows), 1 if self.extra == "milestones" else 0)
        return [{"number": number, **row} for number, row in enumerate(rows[:MOST_MILESTONES], 1)]

    # --- what it says ---

    def clean_skills(self) -> list[str]:
        found = list(
            {
                " ".join(skill.split()).casefold(): " ".join(skill.split()) for skill in self.cleaned_data["skills"].split(",") if skill.strip()
            }.values()
        )
        if len(found) > 10:
            raise ValidationError(f"Ten skills at most; there are {len(found)}.")
        if long := [skill for skill in found if len(skill) > 40]:
            raise ValidationError(f"“{long[0][:40]}…” is too long for one skill. Put commas between them.")
        return found

    def clean_invited(self) -> list[User]:
        return people_of(self.cleaned_data["invited"])

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"])
        if code not in settings.CURRENCIES:
            raise ValidationError("Choose one of the currencies.")
        return code

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        kind, currency = found.get("reward_kind"), found.get("currency") or "EUR"
        found["low"] = self.amount("reward_min", found.get("reward_min", ""), currency) if kind != MILESTONES else None
        found["high"] = self.amount("reward_max", found.get("reward_max", ""), currency) if kind == RANGE else None
        if found["low"] and found["high"] and found["high"] <= found["low"] and not self.errors:
            self.add_error("reward_max", f"The upper reward has to be more than {Money(found['low'], currency).format(whole=True)}.")
        found["plan"] = self.clean_milestones(currency) if kind == MILESTONES else []
        return found

    def amount(self, field: str, text: str, currency: str, what: str = "") -> int | None:
        """Minor units, or None where nothing was typed or it cannot be used; the field is told then."""
        if not text.strip():
            return None
        try:
            amount = Money.parse(text, currency)
            if not amount:
                raise BadAmount("The amount must be more than zero.")
        except BadAmount as error:
            self.add_error(field, f"{what}{error}")
            return None
        return amount.minor

    def clean_milestones(self, currency: str) -> list[dict[str, Any]]:
        plan = []
        for number, row in enumerate((row for row in typed_milestones(self.data) if any(row.values())), 1):
            what = f"Milestone {number}: "
            minor = self.amount("milestone_title", row["amount"][:30], currency, what)
            days: int | None = None
            if row["days"]:
                if not row["days"].isdecimal() or len(row["days"]) > 4 or not 0 < int(row["days"]) <= LONGEST_DAYS:
                    self.add_error("milestone_title", f"{what}say how many days it takes, from 1 to {LONGEST_DAYS}.")
                else:
                    days = int(row["days"])
            plan.append({"title": row["title"], "amount_minor": minor, "days": days})
        return plan

    @property
    def columns(self) -> dict[str, Any]:
        """What services.save and services.create_draft take."""
        found = self.cleaned_data
        names = ("title", "brief", "criteria", "questions", "skills", "category", "difficulty", "reward_kind", "currency", "visibility")
        columns = {name: found[name] for name in names}
        amounts = {"reward_min_minor": found["low"], "reward_max_minor": found["high"], "milestones": found["plan"]}
        return columns | amounts | {"deadline_at": self.deadline_at}

    @property
    def seen_at(self) -> datetime | None:
        """What `initial_of` wrote; None for anything else."""
        try:
            moment = datetime.fromisoformat(self.cleaned_data.get("seen", ""))
        except ValueError:
            return None
        return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None

    @property
    def dropped(self) -> list[UUID]:
        """Files to remove; what is no key of ours is nobody's file."""
        found = []
        for text in self.data.getlist("remove_file") if hasattr(self.data, "getlist") else []:
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found

    @property
    def kept_files(self) -> list[ChallengeFile]:
        return list(ChallengeFile.objects.filter(challenge=self.challenge)) if self.challenge else []
