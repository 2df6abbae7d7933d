"""With Redis, jobs are done by `manage.py rqworker`: it has to know what a task is."""

import os
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django_rq import get_queue

from apps.core.ids import uuid7
from apps.notifications import tasks
from apps.notifications.models import Email
from apps.payments.tasks import finish_document
from apps.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(olga: User, monkeypatch: Any) -> Email:
    if not os.environ.get("REDIS_URL"):
        pytest.skip("about the worker of RQ: set REDIS_URL")
    for name in settings.QUEUES:  # the other tests' jobs are done where they are enqueued
        monkeypatch.setitem(settings.RQ_QUEUES[name], "ASYNC", True)
    return Email.objects.create(recipient=olga, address=olga.email, kind="test", subject="Hello", text="Hello", html="<p>Hello</p>")


def work() -> None:
    call_command("rqworker", *settings.QUEUES, burst=True)  # in this process, so its database is the test’s


def test_a_worker_does_what_was_enqueued(letter: Email) -> None:
    tasks.send.enqueue("email", str(letter.pk))
    assert Email.objects.get(pk=letter.pk).status == "pending"
    work()
    assert Email.objects.get(pk=letter.pk).status == "done"


def test_papers_come_last_whenever_they_were_ordered(letter: Email) -> None:
    paper = finish_document.enqueue(str(uuid7()))
    mail = tasks.send.enqueue("email", str(letter.pk))
    work()
    paper.refresh()
    mail.refresh()
    assert mail.finished_at and paper.finished_at and mail.finished_at < paper.finished_at


def test_orders_share_a_connection(letter: Email) -> None:
    kept = get_queue("default").connection
    assert kept is get_queue("papers").connection and kept is get_queue("default").connection
