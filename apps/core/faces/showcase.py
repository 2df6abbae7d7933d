"""What `/dev/components/` shows: every part of the house in every state, without a database."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.money import Money


@dataclass
class Somebody:
    name: str
    handle: str

    def __str__(self) -> str:
        return self.name


@dataclass
class SomeFile:
    name: str
    size: int

    def get_absolute_url(self) -> str:
        return "#"


@dataclass
class SomeRefusal:
    sentence: str = "Ada accepted another offer a moment ago."
    row: Any = field(default=None)


class EveryField(forms.Form):
    headline = forms.CharField(max_length=60, help_text="One line under your name.", widget=forms.TextInput(attrs={"data-count": True}))
    price = forms.DecimalField(
        error_messages={"invalid": "Say an amount, for example 1,850."}, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    days = forms.IntegerField(label="You get it in", min_value=1, max_value=730)
    country = forms.ChoiceField(choices=[("JP", "Japan"), ("PT", "Portugal")], required=False)
    currency = forms.CharField(disabled=True, required=False, initial="Euro, fixed when published")
    deadline = forms.DateField(label="Applications close on", widget=forms.DateInput(attrs={"type": "date"}))
    letter = forms.CharField(
        label="Cover letter", widget=forms.Textarea(attrs={"rows": 4}), initial="I would begin with movement III, because the pencil is worst there."
    )
    channels = forms.MultipleChoiceField(
        label="Tell me by",
        choices=[("mail", "E-mail"), ("push", "Push, on 2 devices"), ("text", "Text message")],
        widget=forms.CheckboxSelectMultiple,
    )
    often = forms.ChoiceField(
        label="How often", choices=[("now", "At once"), ("day", "Daily"), ("week", "Weekly")], initial="now", widget=forms.RadioSelect
    )
    communication = forms.ChoiceField(choices=[(str(n), f"{n} of 5") for n in range(1, 6)], initial="4", widget=forms.RadioSelect)
    terms = forms.BooleanField(label="I have read how money is held")
    portfolio = forms.FileField(required=False, help_text="Up to 20 MB.", widget=forms.ClearableFileInput(attrs={"data-files": True}))


def samples() -> dict[str, Any]:
    """The words and values of the page."""
    now = timezone.now()
    people = ["Rita Moreau", "Sam Okafor", "Ada Nowak", "Jonas Brandt", "Leila Pour", "Hana Kobayashi"]
    wrong = EveryField({"headline": "Organist, engraver of choral music", "price": "a fair one", "often": "day", "communication": "4"})
    wrong.is_valid()
    return {
        "euro": Money(185000, "EUR"), "more": Money(210000, "EUR"), "cents": Money(165699, "EUR"), "yen": Money(420000, "JPY"),
        "dinar": Money(1250500, "KWD"), "franc": Money(240000, "CHF"), "out": Money(-40000, "EUR"),
        "in_weeks": now + timedelta(days=19, hours=2), "in_days": now + timedelta(days=2, hours=5), "in_minutes": now + timedelta(minutes=40),
        "past": now - timedelta(hours=3), "earlier": now - timedelta(days=12), "started": now - timedelta(days=3),
        "dial": now + timedelta(days=11, hours=4), "levels": [1, 2, 3, 4], "tones": ["safe", "wait", "bad", "info", ""],
        "states": ["planned", "funded", "delivered", "released", "refunded", "disputed"],
        "more_states": ["draft", "open", "awarded", "closed", "shortlisted", "declined"],
        "steps": [
            {"words": "Funded", "done": True, "more": "29 Oct"}, {"words": "Delivered", "current": True, "more": "by 9 Dec"},
            {"words": "Approved"}, {"words": "Paid"},
        ],
        "people": [Somebody(name, name.split()[0].lower()) for name in people],
        "files": [SomeFile("Report, milestone 2.pdf", 2_202_009), SomeFile("Hourly levels.csv", 640_000), SomeFile("Movement.tiff", 18_400_000)],
        "criteria": ["Every bar of the manuscript is in the score.", "Two singers who do not know the piece sight-read it without stopping to ask."],
        "form": EveryField(), "wrong": wrong,
    }  # fmt: skip
