"""What happened to the application and its contract stands between the messages, once, in the order of time."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.applications.services import decline, shortlist
from apps.contracts.models import Contract
from apps.contracts.services import accept_application, propose_cancel, withdraw_cancel
from apps.core.models import Event
from apps.messages.happenings import APART, is_quiet
from apps.messages.models import Conversation, Message
from apps.payments.services import approve
from apps.users.models import User
from openchance.demo.cast import delivered, funded

from .world import say

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def shown(page: Any) -> list[str]:
    """What happened and what was said, in the order of the page."""
    parts = re.findall(r'<li class="event">.*?<a href="[^"]*">([^<]*)</a>|<div class="said" dir="auto"><p>([^<]*)</p>', page.content.decode(), re.S)
    return [happened or words for happened, words in parts if happened or words]


def lived(talk: Conversation, olga: User, sam: User) -> Any:
    """A day for each word and each deed. The contract."""
    begun = timezone.now()
    deeds: list[Callable[[], Any]] = [
        lambda: say(talk, sam, "Good morning."),
        lambda: accept_application(talk.application, by=olga),
        lambda: say(talk, olga, "Welcome."),
        lambda: funded(found()),
        lambda: delivered(found().milestones.get(position=1)),
        lambda: say(talk, sam, "There it is."),
        lambda: approve(found().milestones.get(position=1), by=olga, verdicts=[{"met": True, "note": ""}] * 2),
    ]

    def found() -> Any:
        return Contract.objects.get(application_id=talk.application_id)

    for number, deed in enumerate(deeds, start=1):
        with time_machine.travel(begun + timedelta(days=number), tick=True):
            deed()
    return found()


def test_deeds_stand_between_words(talk: Conversation, olga: User, sam: User, eve: User, signed_in: SignIn) -> None:
    contract = lived(talk, olga, sam)
    wanted = [
        "Sam applied",
        "Good morning.",
        "Olga accepted the application",
        "Welcome.",
        "Milestone 1 was funded, €600",
        "Sam delivered milestone 1",
        "There it is.",
        "Olga approved and released milestone 1, €600",
    ]
    for reader in (olga, sam):
        with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
            page = signed_in(reader).get(talk.get_absolute_url())
            beside = signed_in(reader).get(reverse("messages:beside", args=[talk.application_id]))
        assert shown(page) == shown(beside) == wanted
        assert page.content.decode().count('<li class="day">') == 8
        assert f'<a href="{contract.get_absolute_url()}">Sam delivered' in page.content.decode()
    assert signed_in(eve).get(talk.get_absolute_url()).status_code == 404


def test_an_application_without_a_contract_has_its_own(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    shortlist(talk.application, by=olga)
    say(talk, sam, "Thank you.")
    talk.application.refresh_from_db()
    decline([talk.application], by=olga, reason="price", note="A secret between us.")
    page = signed_in(sam).get(talk.get_absolute_url())
    assert shown(page) == ["Sam applied", "Olga put the application on the shortlist", "Thank you.", "Olga declined the application"]
    assert talk.application.get_absolute_url() in page.content.decode()


def test_each_stretch_has_what_happened_in_it_once(
    talk: Conversation, olga: User, sam: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(talk, olga, sam)
    whole = shown(signed_in(olga).get(talk.get_absolute_url()))
    monkeypatch.setattr("apps.messages.talk.STRETCH", 1)
    last = Message.objects.count()
    found: list[str] = []
    for before in range(2, last + 2):
        address = talk.get_absolute_url() + (f"?before={before}" if before <= last else "")
        found += shown(signed_in(olga).get(address))
    assert found == whole


def test_each_deed_is_seen_on_the_row_that_says_whether_to_look(talk: Conversation, olga: User, sam: User) -> None:
    """What a stretch does not ask for has not happened: whoever records a deed writes to the application or the contract too."""
    contract = lived(talk, olga, sam)
    say(talk, sam, "Until soon.")
    subjects = [talk.application_id, contract.pk, *contract.milestones.values_list("pk", flat=True)]
    for number in range(11, 19):
        with time_machine.travel(timezone.now() + timedelta(days=number), tick=True):
            propose_cancel(contract, by=sam, reason="It rains.") if number % 2 else withdraw_cancel(contract, by=sam)
            found = Contract.objects.get(pk=contract.pk)
            newest = Event.objects.filter(subject_id__in=subjects).order_by("-at")[0].at
            assert not is_quiet(found, newest) and is_quiet(found, newest + APART + timedelta(seconds=5))


def test_however_much_happened_it_is_two_queries(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    say(talk, sam)
    reader = signed_in(olga)

    def queries() -> int:
        reader.get(talk.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            assert shown(reader.get(talk.get_absolute_url()))
        return len(asked)

    before = queries()
    lived(talk, olga, sam)
    assert queries() <= before + 2  # the contract and its milestones
    assert "event" not in reader.get(talk.get_absolute_url(), {"after": 0}).content.decode()
