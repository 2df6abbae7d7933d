"""What Twilio tells us: somebody sent STOP or START, or a text did not arrive. It tells it again until it has its answer, and perhaps afterwards."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core.db import is_transient, run_atomic
from apps.notifications.models import TextEvent

from . import stopping, twilio

STOP = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START = {"START", "YES", "UNSTOP"}
NOT_ARRIVED = {"failed", "undelivered"}
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # Twilio itself answers to STOP, START and HELP


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """403 unless it is signed by Twilio for our public address; the same event, sent again, changes nothing."""
    if not twilio.is_signed(request.get_full_path(), request.POST, request.headers.get("X-Twilio-Signature", "")):
        return HttpResponse("not signed", status=403, content_type="text/plain")
    key = key_of(request.POST)
    if key and not TextEvent.objects.filter(key=key).exists():
        try:
            act(key, request.POST)
        except DatabaseError as error:  # the same one at the same moment: either wrote it
            if is_transient(error) or not TextEvent.objects.filter(key=key).exists():
                raise
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


def key_of(words: Mapping[str, str]) -> str:
    """What happened, once; "" for what we do nothing about."""
    sid = words.get("MessageSid", "")[:64]
    if not sid:
        return ""
    if words.get("MessageStatus") in NOT_ARRIVED:
        return f"{sid}:{words['MessageStatus']}"
    return f"{sid}:{wish_of(words)}" if wish_of(words) else ""


def wish_of(words: Mapping[str, str]) -> str:
    """STOP, START or "" of a text that somebody sent us. OptOutType is there where Twilio's own opt-out words were changed."""
    if "MessageStatus" in words or "From" not in words:
        return ""
    said = (words.get("OptOutType") or words.get("Body", "")).strip().upper()
    return "STOP" if said in STOP else "START" if said in START else ""


@run_atomic
def act(key: str, words: Mapping[str, str]) -> None:
    TextEvent.objects.create(key=key)
    wish = wish_of(words)
    if wish == "STOP":
        stopping.stop(words["From"])
    elif wish == "START":
        stopping.start(words["From"])
    else:
        reason = twilio.NO_SUCH_NUMBER.get(int(words.get("ErrorCode", "0")) if words.get("ErrorCode", "").isdecimal() else 0)
        if reason:
            stopping.mark_unreachable(words.get("To", ""), reason)
