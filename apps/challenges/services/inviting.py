"""Who may see an invite-only challenge."""

from collections.abc import Iterable

from django.urls import reverse

from apps.challenges.models import Challenge, Invitation
from apps.challenges.notices import INVITED
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed
from apps.core.models import record
from apps.core.permissions import is_owner
from apps.notifications.services import notify
from apps.users.models import User

MOST = 100


def find_people(handles: Iterable[str]) -> tuple[list[User], list[str]]:
    """(the people, the handles nobody has); handles may begin with @, in any case."""
    wanted = list(dict.fromkeys(handle.strip().removeprefix("@").lower() for handle in handles if handle.strip()))
    found = {user.handle: user for user in User.objects.filter(handle__in=wanted[: MOST + 1], is_active=True)}
    return [found[handle] for handle in wanted if handle in found], [handle for handle in wanted if handle not in found]


def set_invited(challenge: Challenge, people: Iterable[User]) -> None:
    """Exactly `people` are invited, the owner aside; those who are new are told once the challenge is public."""
    wanted = {user.pk: user for user in people if user.pk != challenge.owner_id}
    present = {one.user_id: one for one in Invitation.objects.filter(challenge=challenge)}
    gone = [one.pk for key, one in present.items() if key not in wanted]
    if gone:
        Invitation.objects.filter(pk__in=gone).delete()
    Invitation.objects.bulk_create([Invitation(challenge=challenge, user=user) for key, user in wanted.items() if key not in present])


@run_atomic
def invite(challenge: Challenge, people: Iterable[User], *, by: User) -> None:
    """`people` may see the challenge and apply; they are told when it is public, else on publishing."""
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner invites.", row=challenge)
    present = set(Invitation.objects.filter(challenge=challenge).values_list("user_id", flat=True))
    fresh = [user for user in people if user.pk not in present and user.pk != challenge.owner_id]
    Invitation.objects.bulk_create([Invitation(challenge=challenge, user=user) for user in fresh])
    if fresh:
        record(challenge, "invite", by=by, people=[user.handle for user in fresh])
    tell_invited(challenge)


def tell_invited(challenge: Challenge) -> None:
    """Everybody invited knows; telling again is still one line."""
    if challenge.is_draft:
        return
    url = reverse("challenges:detail", args=[challenge.slug, challenge.code])
    for one in Invitation.objects.filter(challenge=challenge).select_related("user"):
        notify(one.user, INVITED, key=f"{challenge.pk}", url=url, actor=challenge.owner, challenge=challenge)
