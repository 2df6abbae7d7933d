"""The lines of one's list, built as strings because a page prints dozens of them: every part is escaped here."""

from collections.abc import Iterable
from html import escape

from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.core.addresses import row_address
from apps.core.faces.clocks import when
from apps.core.faces.markup import markup
from apps.core.faces.people import avatar
from apps.core.faces.sprite import icon
from apps.core.forgery import form_token

from .models import Notification


def lines(request: HttpRequest, found: Iterable[Notification], here: str) -> SafeString:
    """Each line with the button that marks it as read, or as unread again; without a script that leads back to `here`."""
    back = f'<input type="hidden" name="next" value="{escape(here)}">' if here else ""
    token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(form_token(request))}">'
    return markup("".join([line(one, f"{token}{back}") for one in found]))


def line(one: Notification, hidden: str) -> str:
    words, read = escape(one.text), row_address("notifications:read", one.pk)
    verb, address = ("unread", row_address("notifications:unread", one.pk)) if one.read_at else ("read", read)
    mark, new = ("", "") if one.read_at else (" data-unread-line", '<span class="badge" data-tone="info">New</span> ')
    return (
        f'<li id="notification-{one.pk}"{mark}>{avatar(one.actor) if one.actor else icon("bell")}'
        f'<div><h3>{new}<a href="{read}">{words}</a></h3><p class="quiet">{when(one.told_at)}</p></div>'
        f'<form method="post" action="{address}" hx-post="{address}" hx-target="#notification-{one.pk}" hx-swap="outerHTML">{hidden}'
        f'<button class="button" data-kind="quiet">Mark as {verb}<span class="hidden">: {words}</span></button></form></li>'
    )
