"""Files of messages are claimed like all others: they outlive the sweep, and nothing takes their bytes away but their message."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from apps.core.uploads import Upload, sweep_due, take
from apps.messages.models import Conversation, Message, MessageFile
from apps.users.models import User
from apps.users.services import block
from tests.races import run_parallel

from .world import notes, say

SignIn = Callable[[User], Client]


def stands(file: MessageFile) -> bool:
    return default_storage.exists(str(file.file.name)) and Upload.objects.get(key=file.file.name).status == "claimed"


def test_a_file_is_there_after_the_sweep(talk: Conversation, sam: User, signed_in: SignIn) -> None:
    form = {"text": "Here", "key": str(uuid.uuid4()), "files": notes()}
    assert signed_in(sam).post(f"{talk.get_absolute_url()}send/", form).status_code == 302
    Upload.objects.update(changed_at=timezone.now() - timedelta(days=2))
    sweep_due()
    assert stands(MessageFile.objects.get())


def test_a_file_that_was_sent_cannot_be_taken_back_nor_sent_again(talk: Conversation, olga: User, sam: User, signed_in: SignIn) -> None:
    upload, client = take(notes(), by=sam), signed_in(sam)

    def send() -> int:
        form = {"text": "Here", "key": str(uuid.uuid4()), "files-kept": str(upload.pk)}
        return client.post(f"{talk.get_absolute_url()}send/", form).status_code

    assert send() == 302
    assert client.post(f"/uploads/{upload.pk}/remove/").status_code == 409
    assert send() == 422 and Message.objects.count() == 1
    block(sam, by=olga)
    assert send() == 409
    assert stands(MessageFile.objects.get())


@pytest.mark.race
def test_the_same_message_at_once_keeps_its_file(talk: Conversation, sam: User) -> None:
    upload, key = take(notes(), by=sam), uuid.uuid4()
    outcomes = run_parallel(6, lambda _: say(talk, sam, "Here", files=[upload], client_key=key).pk)
    assert len(set(outcomes)) == 1 and Message.objects.count() == 1, outcomes
    assert stands(MessageFile.objects.get())
