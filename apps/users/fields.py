"""A form field that is a list of short lines: one input each, and the list grows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


class LinesWidget(forms.Widget):
    """One input a line, all of the same name; empty ones at the end to write into."""

    template_name = "settings/_lines.html"

    def __init__(self, *, most: int, spare: int = 1, **attrs: Any) -> None:
        super().__init__(attrs)
        self.most, self.spare = most, spare

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lines = [line for line in value or [] if line]
        spare = [""] * max(min(self.spare, self.most - len(lines)), 0)
        context["widget"] |= {"label": name.capitalize(), "lines": [*lines, *spare], "most": self.most}
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308  (a template of ours)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [line.strip() for line in data.getlist(name)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_1"


class LinesField(forms.Field):
    """The lines that say something, each once. `line` checks and cleans each of them."""

    def __init__(self, *, line: forms.Field, most: int, spare: int = 1, **options: Any) -> None:
        attrs = {"maxlength": getattr(line, "max_length", None), **options.pop("attrs", {})}
        super().__init__(widget=LinesWidget(most=most, spare=spare, **attrs), required=False, **options)
        self.line, self.most = line, most

    def clean(self, value: Any) -> list[str]:
        found: dict[str, str] = {}
        for typed in value or []:
            if typed:
                try:
                    cleaned = self.line.clean(" ".join(typed.split()))
                except ValidationError as error:
                    raise ValidationError([f"{typed[:40]}: {message}" for message in error.messages]) from None
                found.setdefault(cleaned.casefold(), cleaned)
        if len(found) > self.most:
            raise ValidationError(f"{self.most} at most.")
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [line for line in data or [] if line] != (initial or [])
