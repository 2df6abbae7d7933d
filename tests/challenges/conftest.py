import pytest

from apps.challenges import services
from apps.challenges.models import Challenge
from apps.users.models import User
from openchance.demo.cast import challenge_fields, open_challenge
from tests.standing import standing


@pytest.fixture
def draft(olga: User) -> Challenge:
    """Olga's, complete, not published."""
    return standing(complete, olga)


def complete(owner: User) -> Challenge:
    return services.create_draft(owner, **challenge_fields())


@pytest.fixture
def challenge(olga: User) -> Challenge:
    """Olga's, open, public, fixed at €1,800; nobody has applied."""
    made: Challenge = standing(open_challenge, olga)
    return made
