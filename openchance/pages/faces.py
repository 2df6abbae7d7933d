"""Rows of the dashboard and of a contract's milestones, built as strings: there are dozens of them, and each has many parts."""

from html import escape

from django.utils.safestring import SafeString

from apps.core.faces import amounts, clocks, sprite, states
from apps.core.faces.markup import markup

from .need import Need, Wait
from .work import Action, Part


def price(need: Need) -> str:
    """The amount, or both ends of a range, and what state that money is in; nothing without money."""
    low, high = need.amount, need.upper
    if not low:
        return ""
    locale = amounts.reader_locale()
    if high is None or high == low:
        drawn = amounts.money(low.minor, low.currency, locale, "m", False)
    else:
        drawn = amounts.money_range(low.minor, high.minor, low.currency, locale, "m")
    return f'{drawn}<span class="s">{states.status(need.money_state)}</span>'


def need_row(need: Need, first: bool) -> SafeString:
    """One thing to do. Only the first has the strong button."""
    url, title, strong = escape(need.url), escape(need.title), ' data-kind="primary"' if first else ""
    if need.deadline:
        clock = clocks.clock(need.deadline, need.start, "Overdue")
    else:
        clock = markup(f'<span class="clock quiet">{sprite.icon("clock")} {escape(need.clockless)}</span>')
    return markup(
        f'<li class="task"><div><p class="s"><span class="move">{escape(need.what)}</span></p><h3 class="plain"><a href="{url}">{title}</a></h3>'
        f'<p class="s quiet">{escape(need.why)}</p></div><p class="task-money">{price(need)}</p><p>{clock}</p>'
        f'<a class="button"{strong} href="{url}">{escape(need.button)}<span class="hidden">: {title}</span></a></li>'
    )


def wait_row(wait: Wait) -> SafeString:
    """One thing that somebody else does next."""
    by = clocks.when(wait.by, "day") if wait.by else '<span class="quiet">no deadline</span>'
    return markup(
        f'<tr><th scope="row"><a href="{escape(wait.url)}">{escape(wait.title)}</a></th><td>{escape(wait.who)}</td><td>{by}</td>'
        f'<td class="num">{states.status(wait.money_state, wait.money)}</td></tr>'
    )


def milestone_rows(parts: list[Part], token: str) -> SafeString:
    """`token` is the form's against forgery."""
    locale = amounts.reader_locale()
    return markup("".join([milestone_row(part, token, locale) for part in parts]))


def milestone_row(part: Part, token: str, locale: str) -> str:
    one = part.milestone
    state = states.status("funded", "Held, changes requested") if one.status == "funded" and one.round else states.status(one.status)
    if one.was_taken_back:
        state = states.status("refunded", "Taken back")
    amount = amounts.money(one.amount_minor, one.currency, locale, "", False)
    return (
        f'<tr id="milestone-{one.position}"><th scope="row">{one.position}. {escape(one.title)}</th><td>{state}</td><td>{due(part)}</td>'
        f'<td class="num">{amount}</td><td>{action(part.action, one.position, token) if part.action else ""}</td></tr>'
    )


def due(part: Part) -> str:
    one = part.milestone
    if one.status == "delivered":
        return f"review by {clocks.when(one.review_due_at, 'date')}"
    if one.status == "disputed":
        return ""
    if one.ended_at or one.due_at:
        return clocks.when(one.ended_at or one.due_at, "date")
    return f"{clocks.count(one.days, 'day')} from funding" if one.contract.is_live else ""


def action(one: Action, position: int, token: str) -> str:
    words = f'{escape(one.words)}<span class="hidden"> milestone {position}</span>'
    if not one.post:
        return f'<a href="{escape(one.url)}">{words}</a>'
    hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
    return f'<form method="post" action="{escape(one.url)}" data-once>{hidden}<button class="button" data-kind="quiet">{words}</button></form>'
