"""Times and clocks. What is left of the ring is what is left of the time; the exact moment is always in the title, in the reader's zone."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.faces.sprite import icon

MINUTE, HOUR, DAY = 60, 3600, 86400
USUAL_SPAN = 30 * DAY
SOON, URGENT = 4 * DAY, HOUR
RING = (
    '<svg class="ring" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><circle class="left" cx="12" cy="12" r="9" '
    'pathLength="100" stroke-dasharray="%s 100" transform="matrix(1 0 0 -1 0 24)"/></svg>'
)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def left(seconds: float) -> str:
    """“6 days left”: whole units, rounded down, so that a page never promises more than there is."""
    if seconds >= DAY:
        return f"{count(int(seconds // DAY), 'day')} left"
    if seconds >= HOUR:
        return f"{count(int(seconds // HOUR), 'hour')} left"
    return f"{count(max(int(seconds // MINUTE), 1), 'minute')} left"


def exact(moment: datetime | date) -> str:
    """“Thursday 3 December 2026, 18:04”; a day without a time stays a day."""
    if isinstance(moment, datetime):
        return f"{long_day(moment.date())}, {moment.hour:02}:{moment.minute:02}"
    return long_day(moment)


@lru_cache(maxsize=4096)
def long_day(moment: date) -> str:
    """“Thursday 3 December 2026”."""
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month]} {moment.year}"


def day(moment: datetime | date, today: date, *, weekday: bool = False) -> str:
    """“3 Dec”, with its year when that is not this one; `weekday` makes it “Thu 3 Dec”."""
    on = moment.date() if isinstance(moment, datetime) else moment
    return short_day(on, on.year != today.year, weekday)


@lru_cache(maxsize=4096)
def short_day(moment: date, year: bool, weekday: bool) -> str:
    """“Thu 3 Dec 2026”."""
    words = f"{moment.day} {MONTHS_3[moment.month].capitalize()}"
    if year:
        words += f" {moment.year}"
    return f"{WEEKDAYS_ABBR[moment.weekday()]} {words}" if weekday else words


def relative(moment: datetime, now: datetime) -> str:
    """“2 hours ago”, “in 3 days”, and the date itself past a week."""
    seconds = (now - moment).total_seconds()
    distance = abs(seconds)
    if distance < MINUTE:
        return "just now" if seconds >= 0 else "in a moment"
    if distance >= 7 * DAY:
        return day(moment, now.date())
    apart = abs((now.date() - moment.date()).days)
    if distance < HOUR:
        words = count(int(distance // MINUTE), "minute")
    elif (distance < DAY and apart == 0) or distance < 6 * HOUR:
        words = count(int(distance // HOUR), "hour")
    elif apart <= 1:
        return "yesterday" if seconds > 0 else "tomorrow"
    else:
        words = count(apart, "day")
    return f"{words} ago" if seconds > 0 else f"in {words}"


def when(value: datetime | date | None, style: str = "relative") -> SafeString:
    """A `<time>`; `style` is relative, date (3 Dec), day (Thu 3 Dec), exact (Thu 3 Dec, 18:04), time (18:04) or long."""
    if value is None:
        return markup("")
    moment = timezone.localtime(value) if isinstance(value, datetime) else value
    words, live = exact(moment), ""
    if style == "time" and isinstance(moment, datetime):
        words = f"{moment.hour:02}:{moment.minute:02}"
    elif style != "long":
        words, live = beside_now(moment, style)
    return markup(f'<time datetime="{machine(moment)}" title="{exact(moment)}"{live}>{words}</time>')


def beside_now(moment: datetime | date, style: str) -> tuple[str, str]:
    """The words of the styles that look at the clock, and whether the browser keeps them."""
    now = timezone.localtime()
    if style == "exact" and isinstance(moment, datetime):
        return f"{day(moment, now.date(), weekday=True)}, {moment:%H:%M}", ""
    if style in ("day", "exact"):
        return day(moment, now.date(), weekday=True), ""
    if style == "relative" and isinstance(moment, datetime):
        return relative(moment, now), " data-ago" if now - moment < timedelta(hours=1) else ""
    return day(moment, now.date()), ""


def machine(moment: datetime | date) -> str:
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()


def clock(deadline: datetime | None, start: datetime | None = None, over: str = "Closed") -> SafeString:
    """Ring and words. The ring is full at `start` (without one: a month before). `over` is said once it is past; None is “No deadline”."""
    if deadline is None:
        return markup(f'<span class="clock quiet">{icon("clock")} No deadline</span>')
    moment = timezone.localtime(deadline)
    seconds = (deadline - timezone.now()).total_seconds()
    time = f'<time datetime="{machine(moment)}" title="{exact(moment)}">'
    if seconds <= 0:
        sign, look = ("lock", 'class="clock quiet"') if over.lower() != "overdue" else ("alert", 'class="clock" data-tone="wait"')
        return markup(f"<span {look}>{icon(sign)} {time}{escape(over)}</time></span>")
    span = max((deadline - start).total_seconds(), MINUTE) if start else USUAL_SPAN
    share = min(max(round(100 * seconds / span), 3), 100)
    tone = ' data-tone="bad"' if seconds < URGENT else ' data-tone="wait"' if seconds < SOON else ""
    live = f' data-clock="{int(span)}" data-over="{escape(over)}"' if seconds < 2 * DAY else ""
    return markup(f'<span class="clock"{tone}{live}>{RING % share}{time}{left(seconds)}</time></span>')


@lru_cache(maxsize=512)
def drawn_dial(number: int, unit: str, segments: int, filled: int) -> SafeString:
    dashes = ".86 .14 " * (filled - 1) + f".86 {segments}" if filled else f"0 {segments}"
    ring = '<circle cx="68" cy="68" r="62"%s pathLength="' + str(segments) + '" stroke-dasharray="%s"%s/>'
    lit = ring % (' class="left"', dashes, ' transform="matrix(1 0 0 -1 0 136) rotate(3.6 68 68)"') if filled else ""
    svg = f'<svg viewBox="0 0 136 136" aria-hidden="true">{ring % ("", ".86 .14", "")}{lit}</svg>'
    return markup(f'<div class="dial">{svg}<p><b>{number}</b>{unit} left</p></div>')


def dial(deadline: datetime | None, days: int = 14) -> SafeString:
    """One segment a day, `days` in all, the remaining ones drawn in ink; the last day counts in hours."""
    if deadline is None:
        return markup("")
    seconds = max((deadline - timezone.now()).total_seconds(), 0)
    filled = min(-int(-seconds // DAY), days)
    size, noun = (DAY, "day") if seconds >= DAY or not seconds else (HOUR, "hour") if seconds >= HOUR else (MINUTE, "minute")
    number = int(seconds // size)
    return drawn_dial(number, noun if number == 1 else noun + "s", days, filled)
