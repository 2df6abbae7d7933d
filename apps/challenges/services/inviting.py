"""Whom an owner would like to see apply: asking them, and their answers."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.challenges.models import Challenge, Invitation
from apps.challenges.notices import INVITATION_DECLINED, INVITED
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.models import record
from apps.core.moves import move
from apps.core.permissions import is_owner
from apps.notifications.services import notify, read_about
from apps.users.models import Block, User

MOST = 100  # people for one challenge, ever
MOST_A_DAY = 100  # people whom one owner invites
NOTE_LIMIT = 500


def find_people(handles: Iterable[str]) -> tuple[list[User], list[str]]:
    """(the people, the handles nobody has); handles may begin with @, in any case."""
    wanted = list(dict.fromkeys(handle.strip().removeprefix("@").lower() for handle in handles if handle.strip()))
    found = {user.handle: user for user in User.objects.filter(handle__in=wanted[: MOST + 1], is_active=True)}
    return [found[handle] for handle in wanted if handle in found], [handle for handle in wanted if handle not in found]


def set_invited(challenge: Challenge, people: Iterable[User]) -> None:
    """Exactly `people` are invited, the owner aside; those who are new are told once the challenge is public. Who has applied stays."""
    wanted = {user.pk: user for user in people if user.pk != challenge.owner_id}
    present = {one.user_id: one for one in Invitation.objects.filter(challenge=challenge)}
    gone = [one for key, one in present.items() if key not in wanted]
    if challenge.is_draft:
        Invitation.objects.filter(pk__in=[one.pk for one in gone]).delete()
        count(challenge, -len(gone))
    else:
        for one in gone:
            if one.can("withdraw", challenge.owner):
                move(one, "withdraw", by=challenge.owner)
    add(challenge, [user for key, user in wanted.items() if key not in present or present[key].status == "withdrawn"], present, "")


@run_atomic
def invite(challenge: Challenge, people: Iterable[User], *, by: User, note: str = "") -> list[User]:
    """`people` may see the challenge and are asked to apply; they are told when it is public, else on publishing. Returns who is new.

    Who is invited already is not asked again. Raises Refused where the challenge takes no applications, where somebody has declined or
    cannot be asked, and past the limits; nobody is invited then. The verb for people is the one of applications: it knows who has applied.
    """
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner invites.", row=challenge)
    if not (challenge.is_draft or challenge.is_open):
        raise Refused("This challenge takes no applications now, so there is nothing to invite to.", row=challenge)
    people, present = [user for user in people if user.pk != by.pk], {one.user_id: one for one in Invitation.objects.filter(challenge=challenge)}
    for user in people:
        check_invitable(challenge, user, present.get(user.pk))
    fresh = [user for user in people if user.pk not in present or present[user.pk].status == "withdrawn"]
    add(challenge, fresh, present, note.strip()[:NOTE_LIMIT])
    tell_invited(challenge)
    return fresh


def check_invitable(challenge: Challenge, user: User, present: Invitation | None) -> None:
    """Raises Refused where this person cannot be asked."""
    if not user.is_active:
        raise Refused(f"The account of {user} is suspended.", field="people", row=challenge)
    if Block.objects.between(challenge.owner_id, user.pk):
        raise Refused(f"You cannot invite {user}: one of you has blocked the other.", field="people", row=challenge)
    if present is not None and present.status == "declined":
        raise Refused(f"{user} has declined your invitation.", field="people", row=challenge)


def add(challenge: Challenge, people: list[User], present: Mapping[Any, Invitation], note: str) -> None:
    """Building block: new invitations, and those taken back made valid again, within the limits."""
    if not people:
        return
    since = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(owner_id=challenge.owner_id, created_at__gte=since).count() + len(people) > MOST_A_DAY:
        raise Refused(f"You can invite {MOST_A_DAY} people a day. Please go on tomorrow.", field="people", row=challenge)
    fresh = [user for user in people if user.pk not in present]
    count(challenge, len(fresh))
    for user in people:
        if user.pk in present:
            move(present[user.pk], "renew", by=challenge.owner, note=note)
    Invitation.objects.bulk_create([Invitation(challenge=challenge, owner_id=challenge.owner_id, user=user, note=note) for user in fresh])
    record(challenge, "invite", by=challenge.owner, people=[user.handle for user in people])


def count(challenge: Challenge, number: int) -> None:
    """So many more were invited. The guard stands in the write, which every invitation makes: two at once cannot pass the limit together."""
    if number and Challenge.objects.filter(pk=challenge.pk, invited_count__lte=MOST - number).update(invited_count=F("invited_count") + number) != 1:
        raise Refused(f"{MOST} people at most are invited to one challenge.", field="people", row=challenge)
    challenge.invited_count += number


def tell_invited(challenge: Challenge) -> None:
    """Everybody invited knows; telling again is still one line. Who was put down while it was a draft may have blocked the owner since: nobody
    tells them."""
    if challenge.is_draft:
        return
    strangers = Block.objects.around(challenge.owner_id)
    for one in Invitation.objects.filter(challenge=challenge, status="waiting").select_related("user"):
        if one.user.is_active and one.user_id not in strangers:
            url = challenge.get_absolute_url()
            notify(one.user, INVITED, key=f"{challenge.pk}", url=url, actor=challenge.owner, challenge=challenge, note=one.note)


@run_atomic
def decline_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The invited person does not want to apply; the owner finds it in their list. Pressed twice it is one answer."""
    found = Invitation.objects.select_related("challenge", "owner", "user").get(pk=invitation.pk)
    if found.status == "declined" and found.user_id == by.pk:
        return found
    move(found, "decline", by=by, answered_at=timezone.now())
    url = found.challenge.get_absolute_url()
    notify(found.owner, INVITATION_DECLINED, key=str(found.pk), url=url, actor=by, challenge=found.challenge)
    read_about(by, url)
    return found


@run_atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """The person is not asked any more, and an invite-only challenge is out of their sight. Raises Stale once they have applied."""
    found = Invitation.objects.select_related("user").get(pk=invitation.pk)
    if found.status == "withdrawn" and found.owner_id == by.pk:
        return found
    move(found, "withdraw", by=by)
    return found


def take_up_invitation(challenge: Challenge, solver: User) -> None:
    """Building block of applying: that is how an invitation is accepted. Raises Refused where only invited people apply and this one is not."""
    found = Invitation.objects.filter(challenge=challenge, user=solver).first()
    if challenge.visibility == Challenge.Visibility.INVITED and (found is None or found.status == "withdrawn"):
        raise Refused("The invitation was taken back, and only invited people can apply here.", row=challenge)
    if found is not None and found.can("apply", solver):
        move(found, "apply", by=solver, answered_at=timezone.now())
        read_about(solver, challenge.get_absolute_url())
