"""Rows of a contract's pages, built as strings: there may be hundreds of them."""

from html import escape

from django.utils.safestring import SafeString

from apps.core.faces.clocks import when
from apps.core.faces.markup import markup
from apps.core.faces.sprite import icon

from .forms import VERDICT_NOTE_LIMIT, VerdictForm
from .history import Line


def history_rows(lines: list[Line]) -> SafeString:
    return markup("".join(map(history_row, lines)))


def history_row(line: Line) -> str:
    who = f"<b>{escape(str(line.who))}</b> " if line.who else ""
    note = f": “{escape(line.note)}”" if line.note else ""
    return f'<li><p>{who}{escape(line.words)}{note}</p><p class="s quiet">{when(line.at, "exact")}</p></li>'


def verdict_rows(form: VerdictForm, solver: str) -> SafeString:
    """Each criterion with the solver's answer, “met” or “not met”, and a note; what was typed and what is wrong with it stand there again."""
    numbered = enumerate(form.criteria, start=1)
    answers = [*form.answers, *[""] * len(form.criteria)]
    return markup("".join([verdict_row(form, number, words, solver, answers[number - 1]) for number, words in numbered]))


def verdict_row(form: VerdictForm, number: int, criterion: str, solver: str, answer: str) -> str:
    met, note = f"met_{number}", f"note_{number}"
    said = f'<p class="hint">{escape(solver)}: {escape(answer)}</p>' if answer else ""
    return (
        f'<li><div><p>{escape(criterion)}</p>{said}{problem(form, met)}</div><fieldset class="segments" id="id_{met}">'
        f'<legend class="hidden">Criterion {number}</legend>{choice(form, met, 0, "yes", "check", "Met")}{choice(form, met, 1, "no", "x", "Not met")}'
        f'</fieldset><div class="field"><label for="id_{note}" class="hidden">Note on criterion {number} '
        f'<span class="optional">optional</span></label>{problem(form, note)}<input type="text" name="{note}" value="{escape(typed(form, note))}" '
        f'maxlength="{VERDICT_NOTE_LIMIT}" placeholder="Note" class="input one" id="id_{note}"{wrong(form, note)}></div></li>'
    )


def choice(form: VerdictForm, name: str, position: int, value: str, sign: str, words: str) -> str:
    key, checked = f"id_{name}_{position}", " checked" if typed(form, name) == value else ""
    attributes = f"{checked}{' required' if form.changes else ''}{wrong(form, name)}"
    return f'<label for="{key}"><input type="radio" name="{name}" value="{value}" id="{key}"{attributes}> {icon(sign)} {words}</label>'


def typed(form: VerdictForm, name: str) -> str:
    return str(form.data.get(name, "")) if form.is_bound else ""


def problem(form: VerdictForm, name: str) -> str:
    if not form.is_bound or name not in form.errors:
        return ""
    return f'<div class="error" id="id_{name}_error">{icon("alert")}<span>{escape(" ".join(map(str, form.errors[name])))}</span></div>'


def wrong(form: VerdictForm, name: str) -> str:
    return f' aria-invalid="true" aria-describedby="id_{name}_error"' if form.is_bound and name in form.errors else ""
