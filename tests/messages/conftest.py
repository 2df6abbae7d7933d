import pytest

from apps.messages.models import Conversation
from apps.users.models import User

from .world import conversation


@pytest.fixture
def talk(olga: User, sam: User) -> Conversation:
    """Olga's and Sam's; nothing has been said."""
    return conversation(olga, sam)
