import pytest

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.users.models import User
from tests.standing import standing

from .world import application, open_challenge


@pytest.fixture
def challenge(olga: User) -> Challenge:
    """Olga's, open, fixed at €1,800, with one question."""
    made: Challenge = standing(open_challenge, olga)
    return made


@pytest.fixture
def offer(challenge: Challenge, sam: User) -> Application:
    """Sam's application, submitted."""
    made: Application = standing(application, challenge, sam)
    return made
