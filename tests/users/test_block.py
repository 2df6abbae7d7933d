"""Who blocks somebody hears nothing more from them, and cannot be applied to by them."""

import pytest

from apps.applications.services import submit
from apps.core.errors import Refused
from apps.core.models import Event
from apps.users.models import Block, User
from apps.users.services import block, unblock
from openchance.demo import cast
from tests.races import run_parallel


def counted(person: User) -> int:
    """People whom they have blocked, as their row has it."""
    return User.objects.get(pk=person.pk).blocked_count


def test_a_block_is_between_two_either_way(olga: User, sam: User, rita: User) -> None:
    assert block(sam, by=olga)
    assert Block.objects.between(olga, sam) and Block.objects.between(sam, olga)
    assert not Block.objects.between(olga, rita)
    assert Event.objects.of(sam).get().verb == "block"


def test_a_second_block_changes_nothing(olga: User, sam: User) -> None:
    block(sam, by=olga)
    assert not block(sam, by=olga)
    assert Block.objects.count() == Event.objects.of(sam).count() == 1
    assert (counted(olga), counted(sam)) == (1, 0)


@pytest.mark.race
def test_two_presses_at_once_are_one_block(olga: User, sam: User) -> None:
    outcomes = run_parallel(4, lambda _: block(sam, by=olga))
    assert sorted(outcomes, key=str) == [False, False, False, True], outcomes
    assert Block.objects.count() == 1 == counted(olga)


def test_only_the_blocker_ends_it(olga: User, sam: User) -> None:
    block(sam, by=olga)
    assert not unblock(olga, by=sam)
    assert Block.objects.between(sam, olga)
    assert unblock(sam, by=olga) and not unblock(sam, by=olga)
    assert not Block.objects.between(sam, olga) and counted(olga) == olga.blocked_count == 0


def test_nobody_blocks_themselves_or_a_moderator(olga: User, max_: User) -> None:
    for person in (olga, max_):
        with pytest.raises(Refused):
            block(person, by=olga)
    assert not Block.objects.exists()


def test_a_blocked_solver_cannot_apply(olga: User, sam: User) -> None:
    challenge = cast.open_challenge(olga)
    block(sam, by=olga)
    with pytest.raises(Refused, match="blocked"):
        submit(challenge, sam, files=[], **cast.application_fields())
    unblock(sam, by=olga)
    assert submit(challenge, sam, files=[], **cast.application_fields())
