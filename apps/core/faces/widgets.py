"""The plain widgets of forms, drawn as strings: Django draws each by two to four templates, and each option of a select by two more."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

from .markup import markup

Widget = Mapping[str, Any]


class Renderer(DjangoTemplates):
    """What `FORM_RENDERER` names. The same markup as Django's own, line breaks around options aside; what is not in DRAWN goes to its template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        draw = DRAWN.get(template_name)
        return markup(draw(context["widget"])) if draw else super().render(template_name, context, request)


def attributes(attrs: Mapping[str, Any]) -> str:
    """What is True is written by its name alone, what is False not at all."""
    written = [f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in attrs.items() if value is not False]
    return "".join(written)


def single(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def textarea(widget: Widget) -> str:
    """A line break after the tag belongs to the markup, so that one at the beginning of the value is not lost."""
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def select(widget: Widget) -> str:
    groups = "".join([group(name, options) for name, options, _ in widget["optgroups"]])
    return f'<select name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>{groups}</select>'


def group(name: Any, options: list[Widget]) -> str:
    drawn = "".join([option(one) for one in options])
    return f'<optgroup label="{conditional_escape(name)}">{drawn}</optgroup>' if name else drawn


def option(widget: Widget) -> str:
    return f'<option value="{conditional_escape(widget["value"])}"{attributes(widget["attrs"])}>{conditional_escape(widget["label"])}</option>'


SINGLE = ("text", "number", "email", "url", "color", "search", "tel", "password", "hidden", "date", "datetime", "time", "checkbox", "file")
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": single for name in SINGLE},
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/select.html": select,
}
