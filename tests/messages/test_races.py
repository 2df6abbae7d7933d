"""Many people write, read and repeat themselves at the same moment: numbers have no gaps, counts are right."""

import os
import threading
import uuid
from typing import Any

import pytest
from django.db.models import Max

from apps.messages import services
from apps.messages.models import Conversation, Member, Message
from apps.users.models import User
from tests.races import run_parallel

from .world import application, fresh, member, open_challenge, say, seqs, unread

pytestmark = pytest.mark.race
CROWD = int(os.environ.get("CROWD", "8"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))


def fine(outcomes: list[Any]) -> list[Any]:
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    return outcomes


def test_numbers_have_no_gaps_and_none_is_given_twice(talk: Conversation, olga: User, sam: User) -> None:
    def write(number: int) -> list[int]:
        by = sam if number % 2 else olga
        return [say(talk, by, f"{number}:{one}").seq for one in range(ROUNDS)]

    say(talk, sam)
    outcomes = fine(run_parallel(CROWD, write))
    assert sorted(seq for mine in outcomes for seq in mine) == list(range(2, CROWD * ROUNDS + 2))
    assert all(mine == sorted(mine) for mine in outcomes)
    assert seqs(talk) == list(range(1, CROWD * ROUNDS + 2)) and fresh(talk).last_seq == CROWD * ROUNDS + 1
    unread(olga), unread(sam)


def test_without_taking_a_place_one_of_two_is_lost(talk: Conversation, sam: User) -> None:
    """The control: the next number is read instead of taken."""
    both = threading.Barrier(2)

    def write(_: int) -> int:
        last = Message.objects.filter(conversation=talk).aggregate(last=Max("seq"))["last"] or 0
        both.wait(20)
        return Message.objects.create(conversation=talk, author=sam, seq=last + 1, client_key=uuid.uuid4()).seq

    given = [one for one in run_parallel(2, write) if isinstance(one, int)]
    assert given == [1]


def test_a_key_sent_many_times_at_once_is_one_message(talk: Conversation, olga: User, sam: User) -> None:
    key = uuid.uuid4()
    outcomes = fine(run_parallel(CROWD, lambda _: say(talk, sam, "Once", client_key=key).pk))
    assert len(set(outcomes)) == 1
    assert seqs(talk) == [1] and fresh(talk).last_seq == 1 and unread(olga) == 1


def test_reading_while_it_is_written(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)

    def step(number: int) -> Any:
        if number % 2:
            return say(talk, sam, str(number)).seq
        return services.mark_read(talk, by=olga, seq=fresh(talk).last_seq)

    fine(run_parallel(CROWD, step))
    place = member(talk, olga)
    assert unread(olga) == Message.objects.filter(conversation=talk, seq__gt=place.read_seq).count() == place.unread


def test_both_sides_open_it_at_once(olga: User, sam: User) -> None:
    about = application(open_challenge(olga), sam)
    outcomes = fine(run_parallel(6, lambda number: services.find_or_open(about, by=sam if number % 2 else olga).pk))
    assert len(set(outcomes)) == 1 and Conversation.objects.count() == 1 and Member.objects.count() == 2
