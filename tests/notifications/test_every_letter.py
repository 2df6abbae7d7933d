"""The preview of all kinds: each can be written, and says nothing half."""

import pytest
from django.test import Client

from openchance.mail_kinds import all_kinds, shown

pytestmark = pytest.mark.django_db


def test_every_kind_can_be_said_in_every_place(client: Client, settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    assert client.get("/dev/mail/kinds/").status_code == 200
    for name in (*all_kinds(), "daily", "weekly"):
        kind = shown(name)
        assert kind.letter is None or (kind.letter.subject and kind.letter.body), name
        for words in (kind.line, kind.push, kind.sms, kind.letter.text() if kind.letter else ""):
            assert "{{" not in words and "{%" not in words and "None" not in words, (name, words)


def test_letters_know_the_dark_and_their_text(client: Client, settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    page = client.get("/dev/mail/kinds/contract.review_reminder/")
    assert page.status_code == 200 and b"OpenChance: " in page.content
    dark = client.get("/dev/mail/kinds/contract.review_reminder/dark/").content.decode()
    assert 'content="light dark"' in dark and "(width >= 0px)" in dark
    assert client.get("/dev/mail/kinds/no.such/").status_code == 404
    assert client.get("/dev/mail/kinds/digest.daily/").status_code == 200
