"""The dashboard's rows, built as strings: there are dozens of them, and each has many parts."""

from html import escape

from django.utils.safestring import SafeString

from apps.core.faces import amounts, clocks, sprite, states
from apps.core.faces.markup import markup

from .needs import Need, Wait


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
