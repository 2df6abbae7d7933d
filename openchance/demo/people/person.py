"""How a person is written down in one line, and their roles."""

from openchance.demo.texts import PersonText, Role

CHALLENGER: frozenset[Role] = frozenset({"challenger"})
SOLVER: frozenset[Role] = frozenset({"solver"})
BOTH: frozenset[Role] = CHALLENGER | SOLVER


def person(
    handle: str,
    name: str,
    place: str,
    roles: frozenset[Role],
    headline: str = "",
    bio: str = "",
    *,
    skills: tuple[str, ...] = (),
    links: tuple[str, ...] = (),
) -> PersonText:
    """`place` is “country time zone”, as in “SE Europe/Stockholm”."""
    country, timezone = place.split(" ")
    return PersonText(handle, name, f"{handle}@example.org", headline, bio, country, timezone, skills, links, roles)
