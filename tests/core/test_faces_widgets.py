"""Widgets that are drawn as strings say what Django's own templates say."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.html import format_html

from apps.core.faces.widgets import DRAWN, Renderer

HOSTILE = """ "><script>alert('1 & 2')</script>\n"""
GROUPS = [("", "Nothing"), ("EU & co", [(1, "One"), ("<2>", "<b>Two</b>")]), ("x", format_html("<i>{}</i>", "known as safe"))]
WIDGETS: list[forms.Widget] = [
    forms.TextInput(),
    forms.EmailInput({"class": 'a"b', "required": True, "hidden": False, "data-n": 5, "data-none": None}),
    forms.NumberInput({"min": 0, "step": 0.5}),
    forms.URLInput(),
    forms.PasswordInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput({"type": "date"}),
    forms.DateTimeInput(),
    forms.TimeInput(),
    forms.CheckboxInput(),
    forms.FileInput({"accept": "image/*"}),
    forms.Textarea({"rows": 3, "placeholder": HOSTILE}),
    forms.Select(choices=GROUPS),
    forms.NullBooleanSelect(),
    forms.SelectMultiple(choices=GROUPS),
    forms.RadioSelect(choices=GROUPS),
    forms.CheckboxSelectMultiple(choices=GROUPS),
]


def flat(html: str) -> str:
    """Without the line breaks that Django puts around options."""
    return re.sub(r"\s*\n\s*(?=</?opt|</select)", "", html)


@pytest.mark.parametrize("value", [None, "", "plain", HOSTILE, 0, 1, True, "<2>", ["x", "1"]])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_the_markup_is_djangos(widget: forms.Widget, value: Any) -> None:
    if isinstance(value, list) and not getattr(widget, "allow_multiple_selected", False):
        value = "x"
    attrs = {"id": "id_it", "aria-describedby": "it_error"}
    ours, theirs = (widget.render("it<", value, attrs, renderer) for renderer in (Renderer(), DjangoTemplates()))
    assert flat(ours) == flat(theirs)
    assert "<script" not in ours


def test_they_are_drawn_by_the_site_and_all_of_them_are_seen_here() -> None:
    assert type(get_default_renderer()) is Renderer
    missing = {"color", "search", "tel", "datetime"}  # the same line of DRAWN as the others
    seen = {one.template_name for one in WIDGETS if hasattr(one, "template_name")}
    assert set(DRAWN) - seen <= {f"django/forms/widgets/{name}.html" for name in missing}
