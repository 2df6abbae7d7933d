"""Countries and time zones to choose from."""

import zoneinfo
from functools import cache

from babel import Locale

NOT_A_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Where paper is Letter, not A4; and where the postal code stands behind the city.
LETTER_COUNTRIES = {"US", "CA", "MX", "PR", "PH", "GT", "SV", "HN", "NI", "CR", "PA", "CO", "VE", "DO", "CL"}
CODE_LAST = {"US", "CA", "AU", "GB", "IE", "NZ", "IN", "SG", "JP", "KR", "BR", "MX", "ZA", "TH", "TW", "PH"}
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


def usual_paper(country: str) -> str:
    """“A4” or “Letter”."""
    return "Letter" if country in LETTER_COUNTRIES else "A4"


def address_lines(street: str, more: str, code: str, city: str, region: str, country: str) -> list[str]:
    """A postal address as it is written in its country, the country's name last; lines without words are left out."""
    place = ", ".join(part for part in (city, " ".join(part for part in (region, code) if part)) if part)
    if country not in CODE_LAST:
        place = ", ".join(part for part in (" ".join(part for part in (code, city) if part), region) if part)
    return [line for line in (street, more, place, countries().get(country, country)) if line]
