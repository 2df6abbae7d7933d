"""Rows of a contract's page, built as strings: there may be hundreds of them."""

from html import escape

from django.utils.safestring import SafeString

from apps.core.faces.clocks import when
from apps.core.faces.markup import markup

from .history import Line


def history_rows(lines: list[Line]) -> SafeString:
    return markup("".join(map(history_row, lines)))


def history_row(line: Line) -> str:
    who = f"<b>{escape(str(line.who))}</b> " if line.who else ""
    note = f": “{escape(line.note)}”" if line.note else ""
    return f'<li><p>{who}{escape(line.words)}{note}</p><p class="s quiet">{when(line.at, "exact")}</p></li>'
