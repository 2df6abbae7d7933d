"""What a review says."""

from typing import Any

from django import forms

from .models import REPLY_LIMIT, Review

STARS = [(str(number), f"{number} of 5") for number in range(1, 6)]
ASPECTS: dict[str, dict[str, str]] = {
    Review.Role.SOLVER: {
        "stars": "All in all",
        "quality": "Quality of the work",
        "communication": "Communication",
        "timeliness": "Kept to the time",
    },
    Review.Role.CHALLENGER: {
        "stars": "All in all",
        "quality": "Clarity of the brief",
        "communication": "Communication",
        "timeliness": "Decided in time",
    },
}


class ReviewForm(forms.Form):
    """Four times 1 to 5 stars, and words; `role` is the side that is reviewed."""

    text = forms.CharField(
        label="In your own words",
        max_length=4000,
        widget=forms.Textarea({"rows": 7, "data-count": ""}),
        help_text="What should the next person know? It will be public, under your name. Markdown works.",
        error_messages={"required": "Write a few words: stars alone help nobody."},
    )

    def __init__(self, *args: Any, role: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in ASPECTS[role].items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=STARS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose 1 to 5 stars.", "invalid_choice": "Choose 1 to 5 stars."},
            )
        self.order_fields([*ASPECTS[role], "text"])

    @property
    def aspects(self) -> list[forms.BoundField]:
        return [self[name] for name in ASPECTS[Review.Role.SOLVER]]


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Your reply",
        max_length=REPLY_LIMIT,
        widget=forms.Textarea({"rows": 5, "data-count": ""}),
        help_text="It stands below the review for everybody to read. There is one reply; you can mend it for 15 minutes.",
        error_messages={"required": "Write your reply."},
    )
