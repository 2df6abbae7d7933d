"""People as a form names them: by their handles."""

from django.core.exceptions import ValidationError

from apps.users.models import User

from .services import find_people
from .services.inviting import MOST


def people_of(text: str) -> list[User]:
    """Those whose handles stand in `text`, with commas, spaces or line breaks between. Raises ValidationError that names who is not here."""
    people, unknown = find_people(text.replace("\n", ",").replace(" ", ",").split(","))
    if unknown:
        raise ValidationError(f"Nobody here is called {', '.join(f'@{handle[:40]}' for handle in unknown[:5])}.")
    if len(people) > MOST:
        raise ValidationError(f"{MOST} people at most.")
    return people
