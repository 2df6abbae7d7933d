"""Messages and places are drawn as strings: nothing that somebody wrote becomes markup, wherever it stands."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.messages import faces, services
from apps.messages.lines import Line, lines
from apps.messages.models import Conversation, Member, Message, MessageFile
from apps.users.models import User

from .world import fresh, say

SignIn = Callable[[User], Client]
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}"
KNOWN = {"li", "p", "span", "b", "time", "a", "svg", "use", "div", "ul", "img"}


class Looking(HTMLParser):
    """What a browser makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def harmless(html: str) -> Looking:
    found = Looking(html)
    assert set(found.tags) <= KNOWN, set(found.tags) - KNOWN
    assert not [name for name, value in found.attributes if name.startswith("on") or (value or "").lower().startswith("javascript:")]
    return found


@pytest.fixture
def hostile(talk: Conversation, sam: User) -> Message:
    """A message with files, by somebody, about something, all of whose words are meant to be markup."""
    User.objects.filter(pk=sam.pk).update(name=HOSTILE[:80])
    said = say(talk, fresh(sam), HOSTILE)
    said.has_files = True
    for preview in ("", "a/key"):
        MessageFile.objects.create(message=said, conversation=talk, file=f"k{preview}", name=HOSTILE, size=7, preview=preview)
    Member.objects.filter(conversation=talk).update(title=HOSTILE, last_text=HOSTILE)
    return said


def test_hostile_words_stay_words(talk: Conversation, sam: User, hostile: Message) -> None:
    found = harmless(faces.entries(lines([hostile], {sam.pk: fresh(sam)}, sam, read=(1, hostile.created_at), new=(1, 1))))
    assert found.words.count(HOSTILE) >= 2 and HOSTILE[:80] in found.words  # what was said, the name of a file; who said it
    assert ("alt", HOSTILE) in found.attributes


def test_hostile_titles_and_names_stay_words_in_the_inbox(olga: User, hostile: Message) -> None:
    rows = Member.objects.filter(user=olga).select_related("other")
    found = harmless(faces.places([(one, "14:06") for one in rows]))
    assert found.words.count(HOSTILE) >= 2 and HOSTILE[:80] in found.words


def test_one_drawing_for_page_fragment_and_frame(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    said = say(talk, sam, "Good <b>morning</b>.")
    reader, address = signed_in(olga), talk.get_absolute_url()
    with timezone.override(olga.timezone):
        drawn = faces.message(Line(said, sam))
    for page in (reader.get(address), reader.get(address, {"after": 0}), reader.get(reverse("messages:beside", args=[talk.application_id]))):
        assert drawn in page.content.decode()
    with timezone.override("UTC"):
        assert said.drawn == faces.message(Line(said, sam))


def test_what_is_deleted_or_removed_shows_nothing_of_it(talk: Conversation, sam: User) -> None:
    said: Any = say(talk, sam, "A secret")
    services.delete(said, by=sam)
    said = fresh(said)
    drawn = faces.message(Line(said, sam))
    assert "Message deleted" in drawn and "secret" not in drawn and "hx-get" not in drawn
    said.is_removed = True
    assert "Removed by moderation" in faces.message(Line(said, sam))
