"""The demo world talks: through the services, each message at its own moment."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from apps.applications.models import Application
from apps.messages import services
from apps.messages.models import Conversation, Member, Message

from .letters.chats import ASKED, LONG, SHORT, Said

PAIRS = 20  # contracts whose sides write to each other
WITH_FILES = {4: ("a-first-look.png", "notes.txt"), 7: ("sheet-1.png", "sheet-2.png"), 10: ("report.txt",)}  # lines of LONG


def converse(now: datetime) -> None:
    """The two of Olga's running contract with Sam at length, others briefly; what is older than a day has been read."""
    accepted = list(Application.objects.filter(status="accepted").select_related("challenge", "owner", "solver").order_by("decided_at"))
    accepted.sort(key=lambda one: (one.owner.handle, one.solver.handle) != ("olga", "sam"))
    for number, application in enumerate(accepted[:PAIRS]):
        talk(application, SHORT[number % len(SHORT)] if number else LONG, now, files=WITH_FILES if not number else {})
    waiting = Application.objects.live().select_related("challenge", "owner", "solver").order_by("created_at")
    for number, application in enumerate(waiting[:9]):
        talk(application, ASKED[number % len(ASKED)], now)
    Member.objects.exclude(tell_at=None).update(tell_at=None)  # nobody is told today of what happened in the past


def talk(application: Application, lines: Sequence[Said], now: datetime, *, files: dict[int, tuple[str, ...]] | None = None) -> None:
    """The lines follow each other from the decision, or the application, on; where that would take them past now they end an hour ago."""
    length = timedelta(hours=sum(hours for hours, *_ in lines))
    at = min((application.decided_at or application.created_at) + timedelta(hours=3), now - length - timedelta(hours=1))
    at = max(at, application.created_at + timedelta(minutes=5))
    conversation = None
    for number, (hours, who, text) in enumerate(lines):
        at += timedelta(hours=hours)
        if at >= now:
            return
        by = application.owner if who == "o" else application.solver
        with time_machine.travel(at):
            conversation = conversation or services.find_or_open(application, by=by)
            attached = [drawn(name) for name in (files or {}).get(number, ())]
            said = services.send(conversation, by=by, text=text, client_key=uuid.uuid4(), files=attached)
        if at < now - timedelta(days=1):
            read(conversation, application, said, at + timedelta(minutes=25))


def read(conversation: Conversation, application: Application, said: Message, at: datetime) -> None:
    other = application.solver if said.author_id == application.owner_id else application.owner
    with time_machine.travel(at):
        services.mark_read(conversation, by=other, seq=said.seq)


def drawn(name: str) -> Any:
    """A file that could have been sent: a sheet with a ring on it, or a few lines of text."""
    if not name.endswith(".png"):
        return SimpleUploadedFile(name, b"Measured on Monday and again on Tuesday.\nTable 3 has both figures.\n")
    sheet = Image.new("RGB", (960, 640), "#f4efe2")
    pen = ImageDraw.Draw(sheet)
    for radius in range(60, 300, 24):
        pen.ellipse((480 - radius, 320 - radius, 480 + radius, 320 + radius), outline="#3b3a36", width=2 if radius % 48 else 5)
    content = BytesIO()
    sheet.save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue())
