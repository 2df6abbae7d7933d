"""Conversations as pages show them: built as strings, because a page prints dozens of messages and places. Every part is escaped here, but for a
message's own markup, which was made of escaped words when it was sent (words.py)."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from apps.core.faces.clocks import when
from apps.core.faces.markup import markup
from apps.core.faces.people import avatar
from apps.core.faces.sprite import icon
from apps.core.templatetags.house import file_icon, file_size

from .happenings import Happening
from .lines import Line
from .models import Member, Message, MessageFile

NOTHING = "Nothing said yet"


def entries(found: Iterable[Line | Happening]) -> SafeString:
    """A stretch of a conversation: its days, messages, and what happened between them."""
    return markup("\n".join([entry(one) for one in found]))


def entry(one: Line | Happening) -> str:
    day = f'<li class="day">{when(one.day, "long")}</li>' if one.day else ""
    if isinstance(one, Happening):
        return f'{day}<li class="event">{one.drawn} <a href="{escape(one.url)}">{escape(one.words)}</a> {when(one.at, "time")}</li>'
    new = f'<li class="day new" id="new"><span>{one.new} new</span></li>' if one.new else ""
    return f"{day}{new}{message(one)}"


def message(line: Line) -> SafeString:
    """One message: the same on a page, in a fragment and in a live frame."""
    said = line.message
    classes = f"msg{' mine' if line.mine else ''}{' follow' if line.follows else ''}"
    files_sent = files(line.files) if line.files else ""
    read = f'<p class="meta read">{icon("checks")} Read {when(line.read_at, "time")}</p>' if line.read_at else ""
    return markup(
        f'<li class="{classes}" id="m{said.seq}" data-seq="{said.seq}" data-by="{said.author_id}" data-id="{said.pk}" data-key="{said.client_key}">\n'
        f'<p class="by">{avatar(line.author, "s")} <b>{escape(str(line.author))}</b> {when(said.created_at, "time")}{verbs(said)}</p>'
        f"{body(said)}{files_sent}{read}</li>"
    )


def verbs(said: Message) -> str:
    """That it was edited, and the way to what can be done with it; nothing of a deleted one."""
    if said.deleted_at:
        return ""
    edited = " <span>edited</span>" if said.edited_at else ""
    url = said.verbs_url
    link = f'<a class="more" rel="nofollow" href="{url}" hx-get="{url}" hx-target="#sheet">'
    return f'{edited} {link}{icon("more")}<span class="hidden">Edit, delete or report</span></a>'


def body(said: Message) -> str:
    if said.deleted_at or said.is_removed:
        return f'<div class="said gone"><p>{icon("ban")} {"Removed by moderation" if said.is_removed else "Message deleted"}</p></div>'
    return f'<div class="said" dir="auto">{said.html}</div>' if said.html else ""


def files(found: Iterable[MessageFile]) -> SafeString:
    return markup(f'<ul class="files lines">{"".join([file(one) for one in found])}</ul>')


def file(one: MessageFile) -> str:
    """An image by its preview, anything else by its name and size."""
    url, name = escape(one.get_absolute_url()), escape(one.name)
    if one.preview:
        size = f'width="{one.preview_width}" height="{one.preview_height}"'
        return f'<li class="picture"><a href="{url}" download><img src="{url}preview/" {size} alt="{name}" loading="lazy"></a></li>'
    return f'<li>{icon(file_icon(one.name))}<a href="{url}" download>{name}</a><span>{file_size(one.size)}</span></li>'


def places(found: Iterable[tuple[Member, str]], shown: Any = None) -> SafeString:
    """The lines of the inbox, each with its moment in words; `shown` is the key of the conversation beside them."""
    return markup("".join([place(member, moment, shown) for member, moment in found]))


def place(member: Member, moment: str, shown: Any) -> str:
    other = member.other
    current = ' aria-current="page"' if member.conversation_id == shown else ""
    suspended = "" if other.is_active else ' <span class="quiet">suspended</span>'
    about = f"{', application' if member.stage == 'application' else ''}{', muted' if member.is_muted else ''}"
    own = '<span class="quiet">You:</span> ' if member.last_is_mine else ""
    link = f'<a href="{member.get_absolute_url()}" data-conversation="{member.conversation_id}"{current} class="{"unread" if member.unread else ""}">'
    return (
        f"<li>{link}{avatar(other)} <b>{escape(str(other))}{suspended}</b> "
        f'<time datetime="{member.last_at.isoformat(timespec="seconds")}">{moment}</time> '
        f'<span class="subject">{escape(member.title)}{about}</span> <span class="last">{own}{escape(member.last_text or NOTHING)}</span> '
        f'<span class="count"{"" if member.unread else " hidden"}><span data-number>{member.unread}</span><span class="hidden"> unread</span></span>'
        "</a></li>"
    )
