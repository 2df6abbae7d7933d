"""Pages and fragments: two panes, history backwards, catching up, sending with and without a script."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.messages import services
from apps.messages.models import Conversation, Member, Message, MessageFile
from apps.notifications.models import Notification
from apps.users.models import User

from .world import conversation, fresh, member, notes, say, seqs, unread

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def fill(about: Conversation, by: User, number: int) -> None:
    """Many messages at once; the last one properly."""
    rows = [
        Message(conversation=about, author=by, seq=seq, client_key=uuid.uuid4(), text=f"Word {seq}", html=f"<p>Word {seq}</p>", plain=f"word {seq}")
        for seq in range(1, number)
    ]
    Message.objects.bulk_create(rows)
    Conversation.objects.filter(pk=about.pk).update(last_seq=number - 1)
    say(about, by, f"Word {number}")


def test_both_sides_read_it_and_see_what_is_new(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    say(talk, sam, "Good morning.")
    page = signed_in(olga).get(talk.get_absolute_url()).content.decode()
    assert "Good morning." in page and "1 new" in page and "Sam Okafor" in page and "(2)" in page.split("</title>")[0]  # with the application
    assert unread(olga) == 1  # a page that is fetched is not read yet
    signed_in(olga).post(reverse("messages:read", args=[talk.pk]), {"seq": 1})
    assert unread(olga) == 0
    page = signed_in(sam).get(talk.get_absolute_url()).content.decode()
    assert "Read <time" in page and "1 new" not in page and 'class="msg mine"' in page


def test_reading_twice_or_further_than_there_is_changes_nothing(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    say(talk, sam), say(talk, sam)
    assert services.mark_read(talk, by=olga, seq=1) and unread(olga) == 1
    assert not services.mark_read(talk, by=olga, seq=1)
    assert services.mark_read(talk, by=olga, seq=999) and member(talk, olga).read_seq == 2
    for seq in ("-1", "x", "9" * 30, "١"):
        assert signed_in(olga).post(reverse("messages:read", args=[talk.pk]), {"seq": seq}).status_code == 404


def test_history_goes_backwards_and_catching_up_forwards(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    fill(talk, sam, 130)
    reader, address = signed_in(olga), talk.get_absolute_url()
    page = reader.get(address).content.decode()
    assert ">Word 130<" in page and ">Word 101<" in page and ">Word 100<" not in page and "?before=101" in page
    earlier = reader.get(address, {"before": 101}, headers=HTMX).content.decode()
    assert ">Word 100<" in earlier and ">Word 71<" in earlier and ">Word 70<" not in earlier and "<html" not in earlier
    first = reader.get(address, {"before": 11}).content.decode()
    assert ">Word 1<" in first and "Earlier messages" not in first and "Later messages" in first and "<html" in first
    after = reader.get(address, {"after": 5}).content.decode()
    assert 'data-upto="105"' in after and ">Word 6<" in after and ">Word 5<" not in after and ">Word 105<" in after
    assert 'data-upto="130"' in reader.get(address, {"after": 130}).content.decode()
    assert reader.get(address, {"before": "x"}).status_code == 404


def test_pages_ask_the_same_however_much_was_said(talk: Conversation, olga: User, sam: User, rita: User, signed_in: SignIn) -> None:
    say(talk, sam, files=[notes()])
    reader = signed_in(olga)

    def queries(address: str) -> int:
        reader.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert reader.get(address).status_code == 200
        return len(asked)

    before = {address: queries(address) for address in (talk.get_absolute_url(), "/messages/")}
    for number in range(3):
        say(conversation(olga, rita, title=f"Another clock {number}"), rita, files=[notes()])
        say(talk, sam, str(number), files=[notes()])
    assert {address: queries(address) for address in before} == before
    assert before[talk.get_absolute_url()] <= 12 and before["/messages/"] <= 5, before


def send(client: Client, about: Conversation, *, key: Any = None, headers: dict[str, str] | None = None, **words: Any) -> Any:
    return client.post(reverse("messages:send", args=[about.pk]), {"key": str(key or uuid.uuid4()), **words}, headers=headers or {})


def test_a_form_sends_and_so_does_a_script(talk: Conversation, sam: User, signed_in: SignIn) -> None:
    key, writer = uuid.uuid4(), signed_in(sam)
    answer = send(writer, talk, text="By form", files=[notes()])
    assert answer.status_code == 302 and answer["Location"].endswith("#m1")
    answer = send(writer, talk, key=key, text="By script", headers=HTMX)
    assert answer.status_code == 200 and 'data-seq="2"' in answer.content.decode()
    assert send(writer, talk, key=key, text="By script", headers=HTMX).content == answer.content
    assert seqs(talk) == [1, 2]


@pytest.mark.parametrize(
    "words", [{"text": ""}, {"text": "x" * 5001}, {"text": "Hello", "key": "no-key"}, {"text": "Hi", "files": notes("a.exe", b"MZ")}]
)
def test_what_is_not_taken_says_why(talk: Conversation, sam: User, signed_in: SignIn, words: dict[str, Any]) -> None:
    answer = signed_in(sam).post(reverse("messages:send", args=[talk.pk]), {"key": str(uuid.uuid4()), **words})
    assert answer.status_code == 422 and "</html>" in answer.content.decode()
    answer = signed_in(sam).post(reverse("messages:send", args=[talk.pk]), {"key": str(uuid.uuid4()), **words}, headers=HTMX)
    assert answer.status_code == 422 and answer["Content-Type"].startswith("text/plain") and answer.content
    assert seqs(talk) == []


@override_settings(RATELIMIT_ENABLE=True)
def test_nobody_writes_without_end(talk: Conversation, sam: User, signed_in: SignIn) -> None:
    writer = signed_in(sam)
    with time_machine.travel(timezone.now(), tick=False):  # one minute, however slow the machine
        found = [send(writer, talk, text=str(number), headers=HTMX).status_code for number in range(61)]
    assert found == [200] * 60 + [429] and len(seqs(talk)) == 60


def test_folders_and_search(talk: Conversation, olga: User, sam: User, rita: User, eve: User, signed_in: SignIn) -> None:
    say(talk, sam, "The spirit level is in the DÉPÔT.")
    other = conversation(olga, rita, title="Choral score")
    say(other, rita, "Page 31, both ways.")
    services.mark_read(other, by=olga, seq=1)
    reader = signed_in(olga)
    every = reader.get("/messages/").content.decode()
    assert every.index("Rita Mendes") < every.index("Sam Okafor")  # the last one first
    assert "Rita Mendes" not in reader.get("/messages/?show=unread").content.decode()
    assert "Everything is read" in signed_in(sam).get("/messages/?show=unread").content.decode()
    assert "No conversations yet" in reader.get("/messages/?show=contracts").content.decode()
    found = reader.get("/messages/", {"q": "depot level"}).content.decode()
    assert "spirit level" in found and "both ways" not in found
    assert "Nothing found" in signed_in(eve).get("/messages/", {"q": "level"}).content.decode()
    assert reader.get("/messages/", {"q": "x" * 300, "from": "nowhere"}).status_code == 404


@pytest.mark.parametrize("enough", [-1, 60])
def test_a_search_goes_back_in_bounded_steps(talk: Conversation, olga: User, sam: User, rita: User, monkeypatch: Any, enough: int) -> None:
    """Whatever a page may take: each match once, by way of the addresses of “Look further back”."""
    fill(talk, sam, 70)
    for number in range(5):
        say(conversation(olga, rita, title=f"Another clock {number}"), rita, "Words between")
    fill(conversation(olga, sam, title="The last clock"), sam, 45)
    for name, value in (("STEP", 30), ("CONVERSATIONS", 4), ("ENOUGH", enough)):
        monkeypatch.setattr(f"apps.messages.services.searching.{name}", value)
    place: services.Place | None = services.Place()
    found: list[Any] = []
    pages = 0
    while place is not None:
        more, place = services.search(olga, "word", services.Place.of(str(place)))
        assert len(more) <= 20 and pages < 20
        found += [one.message.pk for one in more]
        pages += 1
    assert len(found) == len(set(found)) == 120
    assert services.search(olga, "nowhere", services.Place())[0] == []


def test_a_search_goes_on_only_where_the_searcher_takes_part(talk: Conversation, olga: User, sam: User, eve: User) -> None:
    say(talk, sam, "The spirit level")
    seat = member(talk, olga)
    assert len(services.search(olga, "level", services.Place(seat.last_at, seat.pk, 1))[0]) == 1
    assert services.search(eve, "level", services.Place(seat.last_at, seat.pk, 1)) == ([], None)


@pytest.mark.parametrize("place", ["0", "1.2.3.4", "9" * 40, f"1.{'0' * 32}.99999999999.", f"99999999999999999.{'0' * 32}.0.x", "١.0.0.", "..."])
def test_a_place_that_is_none_is_not_found(olga: User, signed_in: SignIn, place: str) -> None:
    assert signed_in(olga).get("/messages/", {"q": "level", "from": place}).status_code == 404


def test_a_conversation_moves_with_its_application(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    from apps.contracts.services import accept_application

    say(talk, sam)
    agreement = accept_application(talk.application, by=olga)
    assert services.follow_contracts() == 2 and services.follow_contracts() == 0
    assert set(Member.objects.values_list("stage", flat=True)) == {"contract"}
    page = signed_in(olga).get(talk.get_absolute_url()).content.decode()
    assert agreement.get_absolute_url() in page
    beside = signed_in(sam).get(reverse("messages:beside", args=[agreement.application_id])).content.decode()
    assert "Hello" in beside and "<html" not in beside


def test_files_are_listed_and_private(talk: Conversation, olga: User, sam: User, eve: User, signed_in: SignIn) -> None:
    say(talk, sam, files=[notes("plates.txt")])
    file = MessageFile.objects.get()
    assert "plates.txt" in signed_in(olga).get(reverse("messages:files", args=[talk.pk])).content.decode()
    answer = signed_in(olga).get(file.get_absolute_url())
    assert b"".join(answer).startswith(b"Two plates") and "attachment" in answer["Content-Disposition"]
    assert signed_in(eve).get(file.get_absolute_url()).status_code == 404
    other = conversation(olga, eve, title="Another clock")
    assert signed_in(olga).get(reverse("messages:file", args=[other.pk, file.pk])).status_code == 404


def test_blocking_and_muting_from_the_page(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    say(talk, sam)
    reader = signed_in(olga)
    reader.post(reverse("messages:block", args=[talk.pk]))
    page = reader.get(talk.get_absolute_url()).content.decode()
    assert "You have blocked Sam" in page and "Unblock Sam" in page
    assert "takes no messages" in signed_in(sam).get(talk.get_absolute_url()).content.decode()
    assert send(signed_in(sam), talk, text="Please", headers=HTMX).status_code == 409
    reader.post(reverse("messages:unblock", args=[talk.pk]))
    reader.post(reverse("messages:mute", args=[talk.pk]), {"on": "on"})
    assert member(talk, olga).is_muted and member(talk, olga).tell_at is None
    reader.post(reverse("messages:mute", args=[talk.pk]))
    assert not member(talk, olga).is_muted


def test_who_has_not_read_for_a_minute_is_told_once(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)
    assert services.tell_unread() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=90)):
        say(talk, sam, "And another thing")
        assert services.tell_unread() == 1 and services.tell_unread() == 0
        told = Notification.objects.get(recipient=olga, kind="message.received")
        assert told.url == talk.get_absolute_url() and "thing" not in told.text
        services.mark_read(talk, by=olga, seq=2)
        assert fresh(told).read_at is not None
        say(talk, sam, "Read at once")
        services.mark_read(talk, by=olga, seq=3)
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        assert services.tell_unread() == 0


def test_an_application_leads_to_its_conversation(olga: User, sam: User, signed_in: SignIn) -> None:
    talk = conversation(olga, sam)
    page = signed_in(olga).get(talk.application.get_absolute_url()).content.decode()
    address = reverse("messages:open", args=[talk.application_id])
    assert address in page and "Message Sam" in page
    assert signed_in(olga).post(address)["Location"] == talk.get_absolute_url()


def test_the_list_beside_a_conversation_leads_on_into_the_inbox(talk: Conversation, olga: User, rita: User, signed_in: SignIn) -> None:
    for number in range(13):
        say(conversation(olga, rita, title=f"Mend clock {number:02}"), rita)
    say(talk, olga)
    reader = signed_in(olga)
    page = reader.get(talk.get_absolute_url()).content.decode()
    older = re.search(r'href="(/messages/\?older=[^"]+)"', page)
    assert older and "Mend clock 12" in page and "Mend clock 01" not in page
    assert "Mend clock 01" in reader.get(unescape(older[1])).content.decode()
