"""A number becomes somebody's: a code goes there, and whoever types it has the phone in hand.

Texts cost money, and strangers' numbers can be typed: codes are limited for a person, for a number and for everybody together (a fraud known as SMS
pumping). A number belongs to one account at a time: carriers give numbers away again, so who showed last that it is theirs has it.
"""

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.core.db import run_atomic
from apps.core.errors import Refused, Stale
from apps.core.models import record
from apps.notifications.models import CodeText, Phone
from apps.notifications.notices import MOVED
from apps.notifications.services import notify
from apps.notifications.transport import Later, Rejected, Stopped
from apps.users.models import User
from apps.users.permissions import has_verified_email

from .sending import A_DAY, hand_over

VALID = timedelta(minutes=10)
PAUSE = timedelta(seconds=60)
ATTEMPTS = 5
CODES_OF_A_PERSON = 5  # a day
CODES_TO_A_NUMBER = 5


def ask(user: User, number: str) -> None:
    """A code is on its way to `number` (E.164). Raises Refused beyond the limits, and where it cannot be sent; a number verified before stays."""
    if not has_verified_email(user):  # accounts that cost nothing cost us nothing either
        raise Refused("Confirm your e-mail address first; then we can text you.", field="number")
    code = f"{secrets.randbelow(1_000_000):06}"
    try:
        sent = remember(user, number, code)
    except IntegrityError:  # the first time, in two tabs
        sent = remember(user, number, code)
    try:
        hand_over(number, f"{code} is your code for OpenChance. It holds for ten minutes; nobody of ours will ask you for it.", str(sent.pk))
    except Stopped:
        raise Refused("This number told us STOP. Send START to the number our texts came from, then ask again.", field="number") from None
    except Rejected as refusal:
        raise Refused("No text can be sent to this number. Look at it once more, or take another one.", field="number") from refusal
    except Later:
        raise Refused("The text could not be sent just now. Ask for a new code in a minute.", field="number") from None


@run_atomic
def remember(user: User, number: str, code: str) -> CodeText:
    """The code counts, and is the only one that holds. Raises Refused beyond a limit, and for the second of two at the same moment."""
    phone = Phone.objects.filter(user=user).first() or Phone.objects.create(user=user)
    now = timezone.now()
    if phone.code_sent_at and now - phone.code_sent_at < PAUSE:
        raise Refused("A code was sent less than a minute ago. Wait for it, then ask again.", field="number")
    CodeText.objects.filter(user=user, created_at__lte=now - A_DAY).delete()  # numbers that were only tried are nobody's business any more
    today = CodeText.objects.filter(created_at__gt=now - A_DAY)
    if today.filter(user=user).count() >= CODES_OF_A_PERSON or today.filter(number=number).count() >= CODES_TO_A_NUMBER:
        raise Refused("That were many codes in a day. Try again tomorrow.", field="number")
    if today.count() >= settings.CODES_PER_DAY:
        raise Refused("No more codes can be sent today. Try again tomorrow.", field="number")
    fresh = {"wanted": number, "code_hash": hashed(phone, number, code), "code_sent_at": now, "attempts": 0}
    if Phone.objects.filter(pk=phone.pk, code_sent_at=phone.code_sent_at).update(**fresh) != 1:
        raise Stale("A code was sent this moment.", field="number")
    return CodeText.objects.create(user=user, number=number)


def hashed(phone: Phone, number: str, code: str) -> str:
    return salted_hmac("apps.notifications.sms.code", f"{phone.pk}:{number}:{code}", algorithm="sha256").hexdigest()


def confirm(user: User, code: str) -> Phone:
    """The wanted number is the user's from now on, and nobody else's. Raises Refused for a code that is wrong, too old, or guessed too often."""
    phone = Phone.objects.filter(user=user).first()
    if phone is None or not phone.code_hash or not phone.code_sent_at or timezone.now() - phone.code_sent_at > VALID:
        raise Refused("This code is too old. Ask for a new one.", field="code")
    waiting = Phone.objects.filter(pk=phone.pk, code_hash=phone.code_hash, attempts__lt=ATTEMPTS)
    if waiting.update(attempts=F("attempts") + 1) != 1:  # counted before it is looked at: a hundred guesses at once are five
        raise Refused("That were five wrong codes. Ask for a new one.", field="code")
    if not compare_digest(hashed(phone, phone.wanted, code), phone.code_hash):
        raise Refused("This is not the code.", field="code")
    try:
        return take(phone)
    except IntegrityError:  # two accounts, at the same moment
        return take(phone)


@run_atomic
def take(phone: Phone) -> Phone:
    now = timezone.now()
    for former in Phone.objects.filter(number=phone.wanted).exclude(pk=phone.pk).select_related("user"):
        empty(former)
        record(former, "lost_number", by=None)
        notify(former.user, MOVED, key=f"{former.pk}:{now.isoformat()}", url=reverse("phone:page"), masked=former.masked)
    fresh = {"number": phone.wanted, "verified_at": now, "stopped_at": None, "failed_at": None, "failure": "", "wanted": "", "code_hash": ""}
    if Phone.objects.filter(pk=phone.pk, code_hash=phone.code_hash).update(**fresh) != 1:
        raise Stale("A new code was asked for meanwhile.", field="code")
    record(phone, "verify", by=phone.user)
    phone.refresh_from_db()
    return phone


def empty(phone: Phone) -> None:
    Phone.objects.filter(pk=phone.pk).update(number="", verified_at=None, stopped_at=None, failed_at=None, failure="")


@run_atomic
def remove(user: User, *, by: Any = None) -> bool:
    """The user has no number any more, nor a code on its way; how many codes were sent today is still known. `by`: the operator who did it in the
    user's stead."""
    phone = Phone.objects.filter(user=user).first()
    if phone is None or not (phone.number or phone.wanted):
        return False
    empty(phone)
    forget_code(phone)
    record(phone, "remove", by=by or user)
    return True


def forget_code(phone: Phone) -> None:
    """Nobody waits for a code any more."""
    Phone.objects.filter(pk=phone.pk).update(wanted="", code_hash="")
