"""Olga's contract with Sam, in each state of its money; built through the services."""

from typing import Any

import pytest

from apps.users.models import User
from openchance.demo import cast as demo


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return demo.cast()


@pytest.fixture
def olga(people: dict[str, User]) -> User:
    return people["olga"]


@pytest.fixture
def sam(people: dict[str, User]) -> User:
    return people["sam"]


@pytest.fixture
def eve(people: dict[str, User]) -> User:
    return people["eve"]


@pytest.fixture
def contract(olga: User, sam: User) -> Any:
    """Two milestones of €600 and €1,200, none of them funded."""
    return demo.contract(olga, sam)


@pytest.fixture
def funded(contract: Any) -> Any:
    return demo.funded(contract)


@pytest.fixture
def delivered(funded: Any) -> Any:
    demo.delivered(funded)
    funded.refresh_from_db()
    return funded
