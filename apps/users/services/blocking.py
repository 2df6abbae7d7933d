"""Somebody wants nothing more from somebody else."""

from django.db import IntegrityError
from django.db.models import F

from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.core.models import record
from apps.users.blocks import Block
from apps.users.models import User
from apps.users.permissions import is_moderator


def block(person: User, *, by: User) -> bool:
    """Neither can write to, apply to or invite the other. True when it was not so before. Raises Refused for oneself and for moderators."""
    if person.pk == by.pk:
        raise Refused("You cannot block yourself.")
    if is_moderator(person):
        raise Refused("Moderators cannot be blocked: they write only when something has to be settled.")
    try:
        return begin_block(person, by)
    except IntegrityError:  # a second press at the same moment
        return False


@run_atomic
def begin_block(person: User, by: User) -> bool:
    if Block.objects.filter(blocker=by, blocked=person).exists():
        return False
    Block.objects.create(blocker=by, blocked=person)
    count_blocked(by, 1)
    record(person, "block", by=by)
    return True


def count_blocked(by: User, more: int) -> None:
    User.objects.filter(pk=by.pk).update(blocked_count=F("blocked_count") + more)
    by.refresh_from_db(fields=["blocked_count"])


@run_atomic
def unblock(person: User, *, by: User) -> bool:
    """`by` hears from `person` again, unless that one has blocked too. True when there was something to end."""
    ended, _ = Block.objects.filter(blocker=by, blocked=person).delete()
    if ended:
        count_blocked(by, -1)
        record(person, "unblock", by=by)
    return bool(ended)
