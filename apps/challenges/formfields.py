"""Fields for lists that grow: several inputs of one name, blank ones left out, everything typed shown again."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict


class ListWidget(forms.Widget):
    """Reads every input of the name; the template draws them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else list(data.get(name, []))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class ListField(forms.Field):
    """A list of short texts, each at most `longest` characters, `most` of them."""

    widget = ListWidget

    def __init__(self, *, noun: str, most: int, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.noun, self.most, self.longest = noun, most, longest

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(str(line).replace("\0", " ").split()) for line in value or []]
        problems = [
            f"{self.noun} {number} has {len(line):,} characters; {self.longest} at most."
            for number, line in enumerate(lines, 1)
            if len(line) > self.longest
        ]
        found = [line for line in lines if line]
        if len(found) > self.most:
            problems.append(f"{self.most} at most; there are {len(found)}.")
        if problems:
            raise ValidationError(problems)
        return found


def numbered(lines: list[str], *, fewest: int, extra: int = 0) -> Iterator[tuple[int, str]]:
    """The rows that a growing list shows, counted from 1; never fewer than `fewest`."""
    rows = list(lines) + [""] * extra
    rows += [""] * (fewest - len(rows))
    return enumerate(rows, 1)
