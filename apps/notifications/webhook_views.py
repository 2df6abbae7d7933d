"""What the mail provider posts."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from . import sendgrid, services

LONGEST = 1_000_000  # bytes; SendGrid posts 768 kB at most
SIGNATURE, TIMESTAMP = "X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp"


@csrf_exempt
@login_not_required
@require_POST
def sendgrid_events(request: HttpRequest) -> HttpResponse:
    """200: each event is stored, or was before. 400: not signed by SendGrid, or not JSON. 404: no key is known here. 413: longer than any post."""
    if not settings.SENDGRID_WEBHOOK_PUBLIC_KEY:
        return HttpResponse(status=404)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LONGEST:
        return HttpResponse(status=413)
    try:
        sendgrid.verify(request.body, request.headers.get(SIGNATURE, ""), request.headers.get(TIMESTAMP, ""))
        events = json.loads(request.body)
    except (sendgrid.BadSignature, ValueError, RecursionError):
        return HttpResponse(status=400)
    services.hear(events if isinstance(events, list) else [])
    return HttpResponse(status=200)
