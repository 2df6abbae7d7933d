"""People for the tests of accounts."""

from typing import Any

import pytest
from django.test import Client

from apps.users.models import User
from openchance.demo import cast

PASSWORD = cast.PASSWORD


@pytest.fixture
def olga(db: None) -> User:
    return cast.person("olga", "Olga Lindqvist")


@pytest.fixture
def eve(db: None) -> User:
    return cast.person("eve", "Eve Laurent")


@pytest.fixture
def moderator(db: None) -> User:
    return cast.person("max", "Max Adler", is_staff=True, is_superuser=True)


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    assert sign_in(client, olga.email).status_code == 302
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **words: Any) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **words})
