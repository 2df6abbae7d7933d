from collections.abc import Callable
from typing import Any

import pytest

from apps.contracts.models import Contract
from apps.users.models import User
from openchance.demo import cast as people
from tests.standing import standing

from .world import contract


@pytest.fixture
def cast(db: None) -> dict[str, User]:
    return standing(people.cast)


@pytest.fixture
def olga(cast: dict[str, User]) -> User:
    return cast["olga"]


@pytest.fixture
def sam(cast: dict[str, User]) -> User:
    return cast["sam"]


@pytest.fixture
def rita(cast: dict[str, User]) -> User:
    return cast["rita"]


@pytest.fixture
def eve(cast: dict[str, User]) -> User:
    return cast["eve"]


@pytest.fixture
def max_(cast: dict[str, User]) -> User:
    return cast["max"]


@pytest.fixture
def agreement(olga: User, sam: User) -> Contract:
    """Olga's with Sam, two milestones of €600 and €1,200, two criteria; awaiting its funding."""
    made: Contract = standing(contract, olga, sam)
    return made


@pytest.fixture
def another(olga: User, sam: User) -> Callable[..., Any]:
    """Makes one more contract of the same two."""
    return lambda **changes: contract(olga, sam, **changes)
