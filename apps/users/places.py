"""Countries and time zones to choose from."""

import zoneinfo
from functools import cache

from babel import Locale

NOT_A_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def countries() -> dict[str, str]:
    """Names by ISO code, in the order of the alphabet."""
    names = {str(code): str(name) for code, name in Locale("en").territories.items()}
    known = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NOT_A_COUNTRY}
    return dict(sorted(known.items(), key=lambda pair: pair[1]))


def country_choices() -> list[tuple[str, str]]:
    return [("", "Not said"), *countries().items()]


@cache
def zones() -> frozenset[str]:
    return frozenset(name for name in zoneinfo.available_timezones() if name.startswith(tuple(f"{area}/" for area in AREAS))) | {"UTC"}


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]] | str]]:
    """For a select, grouped by part of the world: “Europe”, [(“Europe/Berlin”, “Berlin”), …]."""
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(zones() - {"UTC"}):
        area, place = name.split("/", 1)
        groups[area].append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *((area, places) for area, places in groups.items() if places)]


def zone_or_utc(guess: str) -> str:
    """What a browser says its zone is, where we know it."""
    return guess if guess in zones() else "UTC"
