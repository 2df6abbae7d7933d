"""The house's template tags, in every template without a load. Cheat sheet: templates/components/README.md."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.forms import BaseForm, BoundField
from django.template import Context
from django.templatetags.static import static as address_of_file
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.core.faces import amounts, clocks, people, progress, sprite, states
from apps.core.faces import frame as frames
from apps.core.faces.markup import markup
from apps.core.money import Money

register = template.Library()

PLACES = (  # what head, foot and bar lead to; and those that are below another in the address, not in the reader's mind
    "dashboard", "challenges:list", "challenges:create", "challenges:mine", "challenges:invitations", "applications:list", "contracts:list",
    "payments:list", "messages:inbox", "notifications:list", "settings:profile", "account_login", "account_signup",
    "fees", "help", "privacy", "terms",
)  # fmt: skip
FILE_ICONS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "heic", "avif", "svg"), "image"),
    **dict.fromkeys(("csv", "tsv", "xlsx", "xls", "ods", "json"), "sheet"),
    **dict.fromkeys(("mp4", "mov", "webm"), "film"),
    **dict.fromkeys(("mp3", "wav", "flac", "ogg"), "sound"),
    **dict.fromkeys(("zip", "gz", "tgz", "7z", "xz", "bz2", "tar"), "archive"),
}

register.simple_tag(sprite.icon)
register.simple_tag(sprite.glyph)
register.simple_tag(sprite.mark)
register.simple_tag(clocks.clock)
register.simple_tag(clocks.dial)
register.simple_tag(clocks.when)
register.simple_tag(people.avatar)
register.simple_tag(progress.stepper)
register.simple_tag(people.rating)


@register.simple_tag
def level(number: Any, words: str = "") -> SafeString:
    """Difficulty 1 to 4; also takes its digit as text."""
    return sprite.level(int(number), words)


@register.simple_tag
def status(state: Any, words: Any = "", kind: str = "status") -> SafeString:
    return states.status(str(state), str(words), kind)


@register.simple_tag
def money(amount: Money | None, size: str = "", sign: bool = False) -> SafeString:
    """`<data class="money">` in the reader's locale; nothing where there is no amount."""
    return amounts.money(amount.minor, amount.currency, amounts.reader_locale(), size, sign) if amount is not None else markup("")


@register.simple_tag
def money_range(low: Money, high: Money, size: str = "") -> SafeString:
    """Two ends of one currency: €1,200–1,600. Equal ends print once."""
    if low == high:
        return money(low, size)
    return amounts.money_range(low.minor, high.minor, low.currency, amounts.reader_locale(), size)


@register.filter
def money_text(amount: Money) -> str:
    """“€1,850.00”, for sentences, titles and attributes."""
    return amounts.words(amount.minor, amount.currency, amounts.reader_locale())


@register.filter
def money_short(amount: Money) -> str:
    """“€1,850”, for buttons: decimals only where they are not zero."""
    return amounts.words(amount.minor, amount.currency, amounts.reader_locale(), True)


@register.filter
def file_size(count: int) -> str:
    """“640 kB”, “2.1 MB”."""
    if count < 1_000_000:
        return f"{max(round(count / 1000), 1)} kB"
    return f"{count / 1_000_000:.1f} MB" if count < 10_000_000 else f"{round(count / 1_000_000)} MB"


@register.simple_tag
def problems(form: BaseForm | str = "", further: list[str] | str = "") -> str:
    """“Three things to put right”: the heading of the summary."""
    number = len(further) + (sum(len(errors) for errors in form.errors.values()) if isinstance(form, BaseForm) else 0)
    return "One thing to put right" if number == 1 else f"{str(apnumber(number)).capitalize()} things to put right"


@register.filter
def file_icon(name: str) -> str:
    """The icon of a file by its ending."""
    return FILE_ICONS.get(name.rpartition(".")[2].lower(), "file")


@lru_cache(maxsize=256)
def address(name: str, urlconf: str) -> str:
    """Where the page `name` is, "" while there is none; asked a dozen times a page, so remembered."""
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


@register.simple_tag
def page(name: str) -> str:
    """The address of the page `name` (no arguments), "" while there is none: what every page links to."""
    return address(name, settings.ROOT_URLCONF)


@register.simple_tag(takes_context=True)
def nav(context: Context, name: str, words: str, symbol: str = "", kind: str = "", item: bool = False) -> SafeString:
    """A link to the page `name` (no arguments), marked as current on it and below it; nothing while there is none. `item`: in an <li>."""
    url = address(name, settings.ROOT_URLCONF)
    if not url:
        return markup("")
    path = getattr(context.get("request"), "path", "")
    inside = path.startswith(url) and url != "/" and path not in places(settings.ROOT_URLCONF)
    current = ' aria-current="page"' if path == url else ' aria-current="true"' if inside else ""
    return link(url, words, symbol, kind, current, item)


@register.simple_tag(takes_context=True)
def frame(context: Context, template: str) -> SafeString:
    """The head, foot or bar of the page; those of pages that are no places of their own are alike within the first part of their address."""
    path = getattr(context.get("request"), "path", "")
    return frames.frame(context, template, path if path in places(settings.ROOT_URLCONF) else f"/{path[1:].partition('/')[0][:40]}/…")


@lru_cache(maxsize=4)
def places(urlconf: str) -> frozenset[str]:
    """The addresses of PLACES."""
    return frozenset(address(name, urlconf) for name in PLACES)


@lru_cache(maxsize=1024)
def link(url: str, words: str, symbol: str, kind: str, current: str, item: bool) -> SafeString:
    classes = f' class="{escape(kind)}"' if kind else ""
    drawn = f'<a href="{url}"{classes}{current}>{sprite.icon(symbol) if symbol else ""}{escape(words)}</a>'
    return markup(f"<li>{drawn}</li>" if item else drawn)


@register.simple_tag
@lru_cache(maxsize=256)
def static(path: str) -> str:
    """Django's tag, which works the address of the file out anew each time; it stays the same as long as the process runs."""
    return address_of_file(path)


@register.simple_tag
def control(field: BoundField, kind: str = "", hint: str = "", **attributes: Any) -> SafeString:
    """The widget of a form field in the house's clothes; attributes are written as given, with `_` for `-`.

    `hint` says that a hint stands before it which is not the field's own help text, so that it is read out as well.
    """
    own = field.field.widget.attrs.get("class", "")
    bare = field.widget_type in ("checkbox", "radioselect", "checkboxselectmultiple")
    classes = " ".join(filter(None, ["" if bare else "input", own, kind]))
    written = {name.replace("_", "-"): value for name, value in attributes.items() if value not in ("", None, False)}
    if hint and not field.help_text:
        written["aria-describedby"] = f"{field.auto_id}_helptext {field.auto_id}_error" if field.errors else f"{field.auto_id}_helptext"
    return field.as_widget(attrs={**({"class": classes} if classes else {}), **written})


@register.filter
def day_words(value: datetime | date | None) -> str:
    """“Thu 3 Dec” as plain words, in the reader's zone."""
    if value is None:
        return ""
    now = timezone.localtime()
    moment = timezone.localtime(value) if isinstance(value, datetime) else value
    return clocks.day(moment, now.date(), weekday=True)
