"""What people say about themselves."""

from typing import Any

from apps.core.text import render_markdown
from apps.users.models import User

OWN_WORDS = frozenset({"name", "headline", "bio", "country", "timezone", "skills", "links", "rate_minor", "rate_currency"})


def save_profile(user: User, **words: Any) -> None:
    """The profile says `words` (columns of OWN_WORDS, checked by the form). Counters and standing are never touched."""
    unknown = words.keys() - OWN_WORDS
    if unknown:
        raise TypeError(f"A profile has no {', '.join(sorted(unknown))}.")
    if "bio" in words:
        words["bio_html"] = render_markdown(words["bio"])
    User.objects.filter(pk=user.pk).update(**words)
    for column, value in words.items():
        setattr(user, column, value)
