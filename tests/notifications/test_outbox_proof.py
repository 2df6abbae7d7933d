"""What is told arrives by every channel, whatever happens to providers and workers; and twice only where a provider had taken it before its answer
was lost, or before the worker that had it in its hands died: counted, and once for each such fault at most.

`DELIVERIES` and `KILLED` in the environment say how many; the full figures are 10,000 and 100. `OUTBOX_SEED` repeats a run.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone
from django_tasks.base import Task

from apps.core.db import atomic
from apps.notifications.kinds import Kind
from apps.notifications.models import Delivery, Email, Phone, PushMessage, PushSubscription, TextMessage
from apps.notifications.push import vapid
from apps.notifications.services import notify, send_due
from apps.users.models import User
from openchance.demo import cast
from tests.payments.test_lives import environment
from tests.races import run_parallel

from .servers.push import PushServer
from .servers.sendgrid import SendGridServer
from .servers.twilio import TwilioServer

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailWarning")]
DELIVERIES = int(os.environ.get("DELIVERIES", "0")) or 60
KILLED = int(os.environ.get("KILLED", "0")) or 4
SEED = int(os.environ.get("OUTBOX_SEED", "0")) or random.SystemRandom().randrange(10**6)
WORKERS, PEOPLE, CHANNELS = 6, 5, (Email, PushMessage, TextMessage)
KIND = Kind(name="test.urgent", topic="money", line="Line {{ number }}", subject="Line {{ number }}", body="Text {{ number }}", urgent=True)


class Providers:
    """SendGrid, a push service and Twilio, and what they have taken of each row."""

    def __init__(self, stack: ExitStack) -> None:
        self.mail = stack.enter_context(SendGridServer())
        self.push = stack.enter_context(PushServer())
        self.texts = stack.enter_context(TwilioServer())
        self.all: tuple[Any, ...] = (self.mail, self.push, self.texts)
        self.private, self.public = vapid.new_keys()

    def environment(self) -> dict[str, Any]:
        twilio = {"TWILIO_ACCOUNT_SID": self.texts.account, "TWILIO_AUTH_TOKEN": self.texts.token, "TWILIO_FROM": self.texts.number}
        keys = {"VAPID_PRIVATE_KEY": self.private, "VAPID_PUBLIC_KEY": self.public, "PUSH_HOSTS": [self.push.origin], "PUSH_TIMEOUT": 15}
        limits = {"TWILIO_API_URL": self.texts.origin, "TWILIO_TIMEOUT": 15, "TEXTS_PER_DAY": 0}
        return self.mail.environment() | twilio | keys | limits

    def taken(self, rows: list[Delivery]) -> dict[str, list[str]]:
        """Row → the fault of each time that its provider took it."""
        found: dict[str, list[str]] = {str(row.pk): [] for row in rows}
        devices = {(one.device.endpoint, one.tag): str(one.pk) for one in rows if isinstance(one, PushMessage) and one.device}
        for letter in self.mail.taken:
            found[letter.delivery].append(letter.fault)
        for told in self.push.taken:
            found[devices[told.endpoint, told.payload["tag"]]].append(told.fault)
        for text in self.texts.taken:
            found[text.reference].append(text.fault)
        return found


@pytest.fixture
def providers(settings: Any) -> Iterator[Providers]:
    with ExitStack() as stack:
        made = Providers(stack)
        for name, value in made.environment().items():
            setattr(settings, name, value)
        yield made


def tell(providers: Providers, count: int) -> list[Delivery]:
    """`count` deliveries and a few more: each notice is an e-mail, a push message and an SMS. No job is nudged, as if Redis had lost them all."""
    people = [cast.person(f"person{number}", f"Person {number}") for number in range(PEOPLE)]
    for number, person in enumerate(people):
        Phone.objects.create(user=person, number=f"+49151000{number:04}", verified_at=timezone.now())
        PushSubscription.objects.create(user=person, name="A browser", **providers.push.subscribe(providers.public))
    with patch.object(Task, "enqueue", lambda *args, **kwargs: None):
        for number in range(-(-count // 3)):
            with atomic():
                notify(people[number % PEOPLE], KIND, key=str(number), url="/", number=number)
    return rows()


def rows() -> list[Delivery]:
    return [row for model in CHANNELS for row in model._default_manager.all()]


def work(providers: Providers, dice: random.Random, turns: list[int]) -> int:
    """Workers send what is due until nothing is; how many of them were killed."""
    connections.close_all()
    job = {"workers": WORKERS, "turns": turns, "seed": dice.random(), "settings": providers.environment()}
    command = [sys.executable, "-m", "tests.notifications.workers"]
    done = subprocess.run(command, input=json.dumps(job), text=True, capture_output=True, env=environment(), timeout=3000)
    assert done.returncode == 0, done.stderr[-3000:]
    return int(json.loads(done.stdout.splitlines()[-1])["killed"])


def time_passes() -> int:
    """Every pause and every lease is over; how many rows still wait."""
    past = timezone.now() - timedelta(seconds=1)
    return sum(model._default_manager.filter(status="pending").update(due_at=past) for model in CHANNELS)


def test_everything_arrives_and_doubles_are_counted(providers: Providers) -> None:
    dice = random.Random(SEED)
    print(f"\n{DELIVERIES} deliveries, {KILLED} kills, OUTBOX_SEED={SEED}, {connection.vendor}")
    told = tell(providers, DELIVERIES)
    for number, server in enumerate(providers.all):
        server.faults.rate(0.15, seed=SEED + number)
    turns = sorted(dice.sample(range(1, len(told) * 9 // 10), KILLED))
    killed, rounds = work(providers, dice, turns), 1
    while time_passes() and rounds < 40:
        send_due()
        rounds += 1
    report = settle(providers, killed)
    print(f"{killed} workers killed, {rounds} rounds; {report}")
    assert killed == KILLED and report["rows"] == len(told)


def settle(providers: Providers, killed: int) -> dict[str, int]:
    """Check every row, and say what happened. A worker killed in the middle of a request leaves half of one, which no provider can read or takes."""
    after = rows()
    taken = providers.taken(after)
    assert Counter(row.status for row in after) == {"done": len(after)}, Counter(row.error[:80] for row in after if row.status != "done")
    for row in after:
        faults = taken[str(row.pk)]
        answered = len(faults) - faults.count("taken_and_died")
        assert 1 <= answered <= 1 + row.lost, (SEED, row.pk, faults, row.lost)
    assert sum(len(server.problems) for server in providers.all) <= killed, [server.problems[:3] for server in providers.all]
    died = sum(faults.count("taken_and_died") for faults in taken.values())
    lost, doubles = sum(row.lost for row in after), sum(len(faults) - 1 for faults in taken.values())
    assert doubles <= died + lost
    return {"rows": len(after), "doubles": doubles, "answers cut off": died, "rows in the hands of the killed": lost}


def test_control_without_claims_workers_double_for_no_reason(providers: Providers) -> None:
    """What `claim` is for: without it two workers send the same, though nobody died."""
    told = tell(providers, 6)
    with patch.object(Delivery, "claim", lambda self: True):
        run_parallel(4, lambda _: send_due())
    assert sum(len(faults) for faults in providers.taken(told).values()) > len(told)


def test_a_provider_down_for_a_day_loses_nothing_and_doubles_nothing(providers: Providers) -> None:
    told, began = tell(providers, 9), timezone.now()
    for server in providers.all:
        server.faults.rate(1, kinds=("down", "throttled", "cut"))
    for hours in range(1, 24):
        with time_machine.travel(began + timedelta(hours=hours), tick=True):
            assert send_due() == 0
    assert {row.status for row in rows()} == {"pending"}
    for server in providers.all:
        server.faults.rate(0)
    for hours in (24, 30, 36, 42):
        with time_machine.travel(began + timedelta(hours=hours), tick=True):
            send_due()
    assert [row.status for row in rows()] == ["done"] * len(told)
    assert [len(faults) for faults in providers.taken(told).values()] == [1] * len(told)


def test_what_was_given_up_is_seen_and_tried_again(providers: Providers, max_: User) -> None:
    from apps.notifications.services import retry

    told, began = tell(providers, 3), timezone.now()
    for server in providers.all:
        server.faults.rate(1, kinds=("down",))
    for day in range(1, 12):
        with time_machine.travel(began + timedelta(days=day), tick=True):
            send_due()
    assert {(row.status, row.failures) for row in rows()} == {("failed", 8)}
    for server in providers.all:
        server.faults.rate(0)
    assert all(retry(row, by=max_) for row in rows())
    assert {row.status for row in rows()} == {"done"}
    assert [len(faults) for faults in providers.taken(told).values()] == [1] * len(told)
