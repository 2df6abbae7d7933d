"""Conversations from before keep what their lists said."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.messages.models import Conversation, Member
from apps.users.models import User
from apps.users.services import block

from .world import fresh, last_lines, say

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(app: str, name: str) -> Any:
    """The apps as they are known there."""
    executor = MigrationExecutor(connection)
    return executor.migrate([(app, name)]).apps


def test_lines_of_the_inbox_move_into_members(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, olga, "Good morning.")
    say(talk, sam, "It is done.")
    try:
        before = migrate("messaging", "0002_has_files")
        before.get_model("messaging", "Conversation").objects.update(title="Tide clock", last_text="It was done.", last_author=sam.pk)
    finally:
        migrate("messaging", "0004_lists_ask_members")
    assert last_lines(talk) == {olga.pk: (False, "It was done."), sam.pk: (True, "It was done.")}
    assert {one.title for one in Member.objects.all()} == {"Tide clock"}


def test_people_learn_how_many_they_have_blocked(olga: User, sam: User, rita: User) -> None:
    for person in (sam, rita):
        block(person, by=olga)
    try:
        migrate("users", "0001_all_tables")
    finally:
        migrate("users", "0002_blocked_count")
    assert [fresh(one).blocked_count for one in (olga, sam, rita)] == [2, 0, 0]
