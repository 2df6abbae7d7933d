"""Which devices hear of things for whom. A device belongs to who is signed in on it."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError

from apps.core.db import run_atomic
from apps.core.models import record
from apps.notifications.models import PushSubscription
from apps.notifications.models.device import LIMIT, REMOVED, endpoint_hash
from apps.users.models import User

BROWSERS = (  # in this order: most name others besides
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def name_of(user_agent: str) -> str:
    """“Firefox on Linux”, as far as the browser says it."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), "A browser")
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    return f"{browser} on {system}" if system else browser


def subscribe(user: User, words: Mapping[str, Any], *, name: str, by_itself: bool = False) -> PushSubscription | None:
    """The device with these words (endpoint, p256dh, auth) hears of things for `user` from now on, and for nobody else.

    `by_itself`: the page does it without being asked, because the person turned it on there before; None where the person has removed the device
    since. Beyond LIMIT devices the oldest goes.
    """
    try:
        return write(user, dict(words), name, by_itself)
    except IntegrityError:  # the same device, in two tabs
        return write(user, dict(words), name, by_itself)


@run_atomic
def write(user: User, words: dict[str, str], name: str, by_itself: bool) -> PushSubscription | None:
    known = PushSubscription.objects.filter(endpoint_hash=endpoint_hash(words["endpoint"])).first()
    if known and known.user_id != user.pk:
        known.delete()  # with what still waits for its former person: a new row is a new device
        known = None
    if known and by_itself and known.sign_in == REMOVED:
        return None
    device = known or PushSubscription(user=user)
    for field, value in words.items():
        setattr(device, field, value)
    device.name, device.sign_in, device.failed_at, device.failure = name, user.get_session_auth_hash(), None, ""
    device.save()
    make_room(user)
    return device


def make_room(user: User) -> None:
    keys = list(PushSubscription.objects.filter(user=user).order_by("-created_at", "-id").values_list("pk", flat=True)[: LIMIT + 50])
    if keys[LIMIT:]:
        PushSubscription.objects.filter(pk__in=keys[LIMIT:]).delete()


@run_atomic
def replace(old: str, words: Mapping[str, Any]) -> bool:
    """The browser was given new words for the device that had the endpoint `old`. Whoever knows that one is the device: it is a secret. False for one
    that we do not know."""
    known = PushSubscription.objects.filter(endpoint_hash=endpoint_hash(old)).exclude(sign_in=REMOVED).first()
    if known is None:
        return False
    PushSubscription.objects.filter(endpoint_hash=endpoint_hash(words["endpoint"])).exclude(pk=known.pk).delete()
    for field, value in words.items():
        setattr(known, field, value)
    known.failed_at, known.failure = None, ""
    known.save()
    return True


@run_atomic
def remove(device: PushSubscription, *, by: Any = None) -> bool:
    """Nothing is sent there any more, until its person turns it on there again: of its words only the endpoint is kept, to know it by. False when
    that was so already. `by`: the operator who did it in the person's stead."""
    gone = PushSubscription.objects.filter(pk=device.pk).exclude(sign_in=REMOVED).update(sign_in=REMOVED, p256dh="", auth="") == 1
    if gone and by is not None:
        record(device, "remove", by=by)
    return gone


@run_atomic
def drop(device: PushSubscription) -> bool:
    """The push service knows it no more: it is forgotten, unless its browser has told us of another endpoint or signed in anew since `device` was
    read. Then False: what was for it can go there."""
    same = {"endpoint": device.endpoint, "sign_in": device.sign_in}
    if PushSubscription.objects.filter(pk=device.pk, **same).update(sign_in=REMOVED) != 1:
        return False
    PushSubscription.objects.filter(pk=device.pk).delete()
    return True


def forget(user: Any, key: str) -> None:
    """Somebody signed out there."""
    PushSubscription.objects.filter(pk=key, user=user.pk).exclude(sign_in=REMOVED).delete()
