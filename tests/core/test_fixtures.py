"""What every test may rely on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.users.models import User
from openchance.demo.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_begins_with_the_rows_of_the_migrations(time: str) -> None:
    assert User.objects.count() == 0
    assert Permission.objects.count() > 20
    assert cache.get("left_behind") is None
    User.objects.create_user(f"{time}@example.org", time, name=time)
    Permission.objects.all().delete()
    cache.set("left_behind", 1)


def test_the_cast_is_there_and_can_sign_in(people: dict[str, User], signed_in: Callable[[User], Client]) -> None:
    assert set(people) == {"olga", "sam", "rita", "eve", "max", "fiona"}
    assert people["max"].is_staff and people["fiona"].is_finance
    assert people["olga"].check_password(PASSWORD)
    assert signed_in(people["olga"]).session["_auth_user_id"] == str(people["olga"].pk)


def test_nothing_leaves_the_house() -> None:
    assert settings.EMAIL_BACKEND.endswith("locmem.EmailBackend")
    assert mail.outbox == []
    assert Path(settings.MEDIA_ROOT).parent.name.startswith("openchance-tests-")
    assert not settings.RATELIMIT_ENABLE
    assert not settings.DEBUG
