"""The kinds of thing the house tells people. Each app declares its own in `notices.py`; this app knows none of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said, and how.

    All words are Django template strings over the context that `notify` is given, with `recipient` and `actor` besides. In `body` a
    blank line makes a paragraph. `figure` is an amount set large, `figure_note` what it is (“Held by OpenChance”), `facts` are rows of
    (label, words) below it; a row without words is left out. `email` False means the line in the list is enough.
    """

    name: str
    line: str
    subject: str = ""
    body: str = ""
    button: str = "Open OpenChance"
    email: bool = True
    figure: str = ""
    figure_note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    after: str = ""  # a quiet sentence below the button
    why: str = "You get this because you take part in it."


registry: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make `kind` known. Two kinds of one name are a mistake in the code: ValueError."""
    if registry.setdefault(kind.name, kind) != kind:
        raise ValueError(f"There are two kinds of notification called {kind.name}.")
    return kind
