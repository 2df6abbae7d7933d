"""Olga's contract with Sam, in each state of its money; built through the services."""

from typing import Any

import pytest

from apps.users.models import User
from openchance.demo import cast as demo
from tests.standing import standing
from tests.stripe_server.fixtures import stripe_client, stripe_server

__all__ = ["stripe_client", "stripe_server"]  # fixtures


@pytest.fixture
def contract(olga: User, sam: User) -> Any:
    """Two milestones of €600 and €1,200, none of them funded."""
    return standing(demo.contract, olga, sam)


@pytest.fixture
def first(contract: Any) -> Any:
    return contract.milestones.get(position=1)


@pytest.fixture
def second(contract: Any) -> Any:
    return contract.milestones.get(position=2)


@pytest.fixture
def funded(contract: Any) -> Any:
    return standing(demo.funded, contract)


@pytest.fixture
def delivered(funded: Any) -> Any:
    standing(demo.delivered, funded)
    funded.refresh_from_db()
    return funded
