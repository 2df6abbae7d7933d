"""A message is stored once, at its place, counted for the other side, and shown on open pages."""

import uuid
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from apps.applications import services as applications
from apps.core.errors import NotAllowed, Refused
from apps.messages import services
from apps.messages.models import Conversation, Member, Message, MessageFile
from apps.users.models import User
from apps.users.services import block, unblock

from .world import application, fresh, heard, kinds, last_lines, member, notes, open_challenge, say, seqs, unread

LEANED = "One more thing: camera 3 leaned over."


def test_a_message_stands_at_its_place_and_is_counted(talk: Conversation, olga: User, sam: User) -> None:
    first, second = say(talk, sam, "Good morning."), say(talk, sam, "One more thing:\n\ncamera 3 leaned over.")
    assert (first.seq, second.seq) == (1, 2)
    assert second.html == "<p>One more thing:</p><p>camera 3 leaned over.</p>"
    found = fresh(talk)
    assert found.last_seq == 2 and last_lines(talk) == {olga.pk: (False, LEANED), sam.pk: (True, LEANED)}
    assert (unread(olga), unread(sam)) == (2, 0)
    assert (member(talk, olga).read_seq, member(talk, sam).read_seq) == (0, 2)


def test_the_other_side_finds_it_with_the_first_message(talk: Conversation, olga: User, sam: User) -> None:
    assert not Member.objects.visible_to(olga).exists()
    say(talk, sam)
    assert Member.objects.visible_to(olga).get().other == sam


def test_an_answer_says_that_what_came_before_was_read(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)
    say(talk, olga)
    assert (unread(olga), unread(sam)) == (0, 1)
    assert member(talk, olga).read_seq == 2 and member(talk, olga).tell_at is None


def test_a_key_that_comes_again_is_the_same_message(talk: Conversation, olga: User, sam: User) -> None:
    key = uuid.uuid4()
    first = say(talk, sam, "Once", client_key=key)
    with heard() as frames:
        assert say(talk, sam, "Twice", client_key=key).pk == first.pk
    assert frames == [] and seqs(talk) == [1] and unread(olga) == 1 and last_lines(talk)[olga.pk] == (False, "Once")
    say(talk, olga, "Another person’s own", client_key=key)
    assert seqs(talk) == [1, 2]


def test_a_key_that_comes_again_after_writing_was_forbidden_is_still_answered(talk: Conversation, olga: User, sam: User) -> None:
    key = uuid.uuid4()
    first = say(talk, sam, "Once", client_key=key, files=[notes("plates.txt")])
    block(sam, by=olga)
    assert say(fresh(talk), sam, "Once", client_key=key, files=[notes("plates.txt")]).pk == first.pk
    assert seqs(talk) == [1] and MessageFile.objects.count() == 1
    with pytest.raises(Refused):
        say(fresh(talk), sam, "Another")


def test_open_pages_are_told_once_and_alike(talk: Conversation, olga: User, sam: User, eve: User) -> None:
    with heard() as frames:
        message = say(talk, sam, "<b>Look</b> https://example.org/?a=1&b=2")
    assert sorted(kinds(frames)) == ["message", "unread"]
    ((keys, frame),) = [one for one in frames if one[1]["kind"] == "message"]
    assert keys == {str(olga.pk), str(sam.pk)}
    assert (frame["kind"], frame["seq"], frame["id"], frame["by"]) == ("message", 1, str(message.pk), str(sam.pk))
    assert "&lt;b&gt;Look&lt;/b&gt;" in frame["html"] and 'rel="nofollow noopener noreferrer ugc"' in frame["html"]
    assert "mine" not in frame["html"]


def test_files_go_with_it(talk: Conversation, olga: User, sam: User) -> None:
    message = say(talk, sam, "", files=[notes("plates.txt")])
    assert last_lines(talk) == {olga.pk: (False, "plates.txt"), sam.pk: (True, "plates.txt")}
    assert MessageFile.objects.get(message=message).name == "plates.txt"


def test_messages_from_before_learn_that_they_have_files(talk: Conversation, sam: User) -> None:
    bare, message = say(talk, sam), say(talk, sam, "", files=[notes("plates.txt"), notes("more.txt")])
    assert message.has_files and not bare.has_files
    Message.objects.update(has_files=False)
    import_module("apps.messages.migrations.0002_has_files").fill(apps, None)
    assert fresh(message).has_files and not fresh(bare).has_files


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\x00", "x" * 5001])
def test_what_says_nothing_or_too_much_is_refused(talk: Conversation, sam: User, text: str) -> None:
    with pytest.raises(Refused):
        say(talk, sam, text)
    assert seqs(talk) == [] and fresh(talk).last_seq == 0


def test_strangers_and_moderators_do_not_write(talk: Conversation, eve: User, max_: User) -> None:
    for person in (eve, max_):
        with pytest.raises(NotAllowed):
            say(talk, person)
        with pytest.raises(NotAllowed):
            services.find_or_open(talk.application, by=person)
    assert seqs(talk) == [] and fresh(talk).last_seq == 0 and Member.objects.count() == 1


def test_who_is_blocked_or_blocks_does_not_write(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)
    block(sam, by=olga)
    for person, sentence in ((sam, "takes no messages"), (olga, "Unblock")):
        with pytest.raises(Refused, match=sentence):
            say(fresh(talk), person)
    assert seqs(talk) == [1] and fresh(talk).last_seq == 1 and unread(olga) == 1
    unblock(sam, by=olga)
    assert say(fresh(talk), sam).seq == 2


def test_a_declined_application_is_talked_about_for_30_days(talk: Conversation, olga: User, sam: User) -> None:
    applications.decline([talk.application], by=olga, reason="price", note="")
    say(talk, sam, "Thank you for telling me.")
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(Refused, match="30 days"):
        say(fresh(talk), olga)
    assert seqs(talk) == [1]


def test_who_left_hears_and_says_nothing_more(talk: Conversation, olga: User, sam: User, max_: User) -> None:
    say(talk, sam)
    services.remove_member(talk, olga, by=max_)
    assert unread(olga) == 0 and not Member.objects.visible_to(olga).exists()
    with heard() as frames:
        say(talk, sam)
    assert [keys for keys, frame in frames if frame["kind"] == "message"] == [{str(sam.pk)}]
    with pytest.raises(NotAllowed):
        say(talk, olga)
    with pytest.raises(NotAllowed):
        services.remove_member(talk, sam, by=olga)


def test_a_refused_message_leaves_no_file(talk: Conversation, olga: User, sam: User) -> None:
    block(sam, by=olga)
    upload = notes()
    with pytest.raises(Refused):
        say(talk, sam, files=[upload])
    assert not MessageFile.objects.exists()


def test_one_conversation_for_each_application(olga: User, sam: User) -> None:
    about = application(open_challenge(olga), sam)
    opened = [services.find_or_open(about, by=person).pk for person in (sam, olga, sam)]
    assert len(set(opened)) == 1 and Member.objects.count() == 2


def test_a_message_of_its_author_alone_is_no_news(talk: Conversation, sam: User) -> None:
    with heard() as frames:
        say(talk, sam)
    assert kinds(frames).count("message") == 1 and Message.objects.count() == 1
