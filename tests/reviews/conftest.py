import pytest

from apps.contracts.models import Contract
from apps.users.models import User
from tests.standing import standing

from .world import completed


@pytest.fixture
def work(olga: User, sam: User) -> Contract:
    """Olga's with Sam, completed now."""
    made: Contract = standing(completed, olga, sam)
    return made
