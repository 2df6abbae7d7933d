"""What a document says, as plain values: parties, lines and notes as they are at this moment. Nothing is looked up again when it is printed."""

import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from apps.core.money import Money
from apps.users.models import BillingDetails, User
from apps.users.places import countries, usual_paper

TURNS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}  # marks that turn the direction of what follows


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    minor: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`result` names the total; `after` are lines below it that do not count into it."""

    lines: list[Line]
    result: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(line.minor for line in self.lines)


def snapshot(person: User, contents: Contents) -> dict[str, Any]:
    """The document's `data`."""
    details = BillingDetails.objects.filter(user=person).first()
    paper = details.paper_size if details else usual_paper(person.country)
    parties = {"seller": seller(), "person": party(person, details), "page": paper}
    said: dict[str, Any] = cleaned(asdict(contents))
    return parties | said


def seller() -> dict[str, Any]:
    country = countries().get(settings.SELLER_COUNTRY, settings.SELLER_COUNTRY)
    lines = [*settings.SELLER_ADDRESS, *([country] if country else [])]
    return {"name": settings.SELLER_NAME, "lines": lines, "tax_id": settings.SELLER_TAX_ID}


def party(person: User, details: BillingDetails | None) -> dict[str, Any]:
    if details is None:
        country = countries().get(person.country, "")
        said: dict[str, Any] = {"name": str(person), "lines": [country] if country else [], "tax_id": ""}
    else:
        said = {"name": details.legal_name, "lines": details.address, "tax_id": details.tax_id}
    return cleaned(said)  # type: ignore[no-any-return]


def cleaned(value: Any) -> Any:
    """The same value; texts on one line, without control characters and without marks that would turn their neighbours round."""
    if isinstance(value, str):
        return " ".join("".join(kept(letter) for letter in value).split())
    if isinstance(value, dict):
        return {name: cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value


def kept(letter: str) -> str:
    if ord(letter) in TURNS or unicodedata.category(letter) == "Cs":
        return ""
    return " " if unicodedata.category(letter) == "Cc" else letter


def line(words: str, amount: Money, note: str = "") -> Line:
    return Line(words, amount.minor, note)
