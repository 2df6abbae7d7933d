"""With Redis, jobs are done by `manage.py rqworker`: it has to know what a task is."""

import os
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.notifications import tasks
from apps.notifications.models import Email
from apps.users.models import User

pytestmark = pytest.mark.django_db


def test_a_worker_does_what_was_enqueued(olga: User, monkeypatch: Any) -> None:
    if not os.environ.get("REDIS_URL"):
        pytest.skip("about the worker of RQ: set REDIS_URL")
    monkeypatch.setitem(settings.RQ_QUEUES["default"], "ASYNC", True)  # the other tests' jobs are done where they are enqueued
    letter = Email.objects.create(recipient=olga, address=olga.email, kind="test", subject="Hello", text="Hello", html="<p>Hello</p>")
    tasks.send_email.enqueue(str(letter.pk))
    assert Email.objects.get(pk=letter.pk).status == "pending"
    call_command("rqworker", "default", burst=True)  # works in this process, so its database is the test’s
    assert Email.objects.get(pk=letter.pk).status == "done"
