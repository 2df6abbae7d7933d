"""What somebody typed, as stems to look for."""

from .stems import stems

MOST_WORDS = 10
LONGEST_TEXT = 200
# Words that stand in nearly every brief and tell nothing apart; asked for only when there is nothing else.
SMALL = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "has", "have", "how", "i", "if",
        "in", "is", "it", "its", "me", "my", "need", "not", "of", "on", "or", "our", "so", "that", "the", "their", "this", "to",
        "us", "want", "was", "we", "what", "when", "where", "which", "who", "will", "with", "you", "your",
    }
)  # fmt: skip


def search_words(text: str) -> tuple[str, ...]:
    """The stems to look for, each once; all of them have to be there."""
    found = list(dict.fromkeys(stems(text[:LONGEST_TEXT])))
    telling = [word for word in found if word not in SMALL]
    return tuple((telling or found)[:MOST_WORDS])
