"""Rows of the money's timeline, built as strings: there may be dozens of them."""

from html import escape

from django.utils.safestring import SafeString

from apps.core.faces.amounts import money, reader_locale
from apps.core.faces.clocks import when
from apps.core.faces.markup import markup
from apps.core.faces.sprite import glyph

from .lines import Line


def timeline_rows(lines: list[Line]) -> SafeString:
    locale = reader_locale()
    return markup("".join([timeline_row(line, locale) for line in lines]))


def timeline_row(line: Line, locale: str) -> str:
    reference = f", {escape(line.reference)}" if line.reference else ""
    arrived = f", arrived {when(line.arrived_at, 'date')}" if line.arrived_at else f", {line.why or 'on its way'}" if line.waits else ""
    note = f", {escape(line.note)}" if line.note else ""
    reconciled = f", reconciled {when(line.reconciled_at, 'date')}" if line.reconciled_at else ""
    amount = money(line.amount.minor, line.amount.currency, locale, "", line.moves)
    held = money(line.held_after.minor, line.held_after.currency, locale, "", False)
    return (
        f"<li>{glyph(line.glyph)}<p><b>{escape(line.title)}</b> {escape(line.words)}</p>{amount}"
        f'<p class="ref">{when(line.at, "exact")}{reference}{note}{arrived}{reconciled}</p><p class="held">{held}<br>held after</p></li>'
    )
