"""The form of Settings, Notifications: one control for each topic and channel, and for each kind that differs from its topic."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .choices import KIND_SWITCHES, visible_topics
from .models import Preferences
from .topics import FREQUENCIES

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SWITCHES = {"on": True, "off": False}


class QuietField(forms.TimeField):
    """A time of day as minutes since midnight."""

    widget = forms.TimeInput({"type": "time", "step": 300})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, input_formats=["%H:%M", "%H:%M:%S"], error_messages={"invalid": "Say a time such as 22:00."}, **options)

    def clean(self, value: Any) -> Any:
        said: time | None = super().clean(value)
        return None if said is None else said.hour * 60 + said.minute

    def prepare_value(self, value: Any) -> Any:
        return "{:02}:{:02}".format(*divmod(value, 60)) if isinstance(value, int) else value


class PreferencesForm(forms.Form):
    """`choices` of the cleaned data holds only what differs from the defaults, as the row stores it."""

    quiet_from = QuietField(label="From")
    quiet_until = QuietField(label="Until")
    digest_hour = forms.TypedChoiceField(label="Hour", coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)])
    digest_day = forms.TypedChoiceField(label="Day of the weekly one", coerce=int, choices=list(enumerate(WEEKDAYS)))

    def __init__(self, sent: Any = None, *, preferences: Preferences) -> None:
        own = ("quiet_from", "quiet_until", "digest_hour", "digest_day")
        super().__init__(sent, initial={name: getattr(preferences, name) for name in own})
        self.preferences = preferences
        if self.is_bound:
            self.add_choices()

    def add_choices(self) -> None:
        """Fields are made for what was sent alone; the page draws its controls by itself, two hundred of Django's would be slow."""
        for topic, kinds in visible_topics(self.preferences.user):
            if not topic.locked:
                self.fields[f"email:{topic.name}"] = forms.ChoiceField(choices=list(FREQUENCIES.items()))
            for channel in ("push", "sms"):
                self.fields[f"{channel}:{topic.name}"] = forms.BooleanField(required=False)
            for kind in kinds:
                if not kind.is_locked:
                    self.fields[f"email:{kind.name}"] = forms.ChoiceField(choices=[("", ""), *FREQUENCIES.items()], required=False)
                for channel in ("push", "sms"):
                    self.fields[f"{channel}:{kind.name}"] = forms.ChoiceField(choices=KIND_SWITCHES, required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        start, end = self.cleaned_data.get("quiet_from"), self.cleaned_data.get("quiet_until")
        if not self.errors and (start is None) != (end is None):
            self.add_error("quiet_until" if end is None else "quiet_from", ValidationError("Say both times, or leave both empty."))
        elif start is not None and start == end:
            self.add_error("quiet_until", ValidationError("Both times are the same. Leave both empty for no quiet hours."))
        self.cleaned_data["choices"] = self.chosen()
        return self.cleaned_data

    def chosen(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for topic, kinds in visible_topics(self.preferences.user):
            for channel in ("email", "push", "sms"):
                value = self.cleaned_data.get(f"{channel}:{topic.name}")
                if value is not None and value != getattr(topic, channel) and (channel != "sms" or any(kind.urgent for kind in kinds)):
                    found.setdefault(topic.name, {})[channel] = value
                for kind in kinds:
                    if own := self.cleaned_data.get(f"{channel}:{kind.name}"):
                        found.setdefault(kind.name, {})[channel] = SWITCHES.get(own, own) if channel != "email" else own
        return found

    @property
    def words(self) -> dict[str, Any]:
        """What `save_preferences` takes."""
        return {name: self.cleaned_data[name] for name in ("choices", "quiet_from", "quiet_until", "digest_hour", "digest_day")}
