"""Values and their places: a statement is made with stand-ins, in whose places it gets slots, and slots are filled with values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, IntegerField, TextField, UUIDField

Value = UUID | str | datetime | int | list[UUID]
FIELDS: dict[type, Any] = {UUID: UUIDField(), str: TextField(), datetime: DateTimeField(), int: IntegerField()}
FIRST = UUID("5a1f0c6e-93d7-4b52-8e04-000000000000")
EPOCH = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
NUMBER = 1_987_654_000  # and what follows: no statement says it of its own


def padded(values: list[UUID]) -> list[UUID]:
    """The last one repeated up to the next power of two: lists of many lengths share few statements."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def stand_ins(values: tuple[Value, ...]) -> list[Any]:
    """One for each value, and for each of a list."""
    numbers = count()
    return [[stand_in(one, numbers) for one in value] if isinstance(value, list) else stand_in(value, numbers) for value in values]


def flat(values: Any, connection: Any) -> Iterator[Any]:
    """The values as the database wants them, those of lists one by one."""
    for value in values:
        if isinstance(value, list):
            yield from flat(value, connection)
        else:
            yield FIELDS[type(value)].get_db_prep_value(value, connection, prepared=False)


def template(statement: Any, values: list[Any], connection: Any) -> Any:
    """The statement, made with these stand-ins, with slots in their places. Raises ValueError where one has no place."""
    plain = [one for value in values for one in (value if isinstance(value, list) else [value])]
    slots = {value: Slot(number) for number, value in enumerate(flat(plain, connection))}
    slots |= {value: Slot(number) for number, value in enumerate(plain)}  # a compiler may leave a value to the driver
    made = with_slots(statement, slots)
    if missing := set(slots.values()) - set(slots_of(made)):
        raise ValueError(f"The statement has no place for {len(missing)} of its values.")
    return made


@dataclass(frozen=True)
class Slot:
    """The place of a value in a statement."""

    number: int


def stand_in(value: Value, numbers: Iterator[int]) -> Any:
    number = next(numbers)
    if isinstance(value, UUID):
        return UUID(int=FIRST.int + number)
    if isinstance(value, datetime):
        return EPOCH + timedelta(minutes=number)
    if isinstance(value, int):
        return NUMBER + number
    return f"{FIRST}-{number}"


def with_slots(part: Any, names: dict[Any, Slot]) -> Any:
    """The statement with slots instead of stand-ins."""
    if isinstance(part, dict):
        return {key: with_slots(one, names) for key, one in part.items()}
    if isinstance(part, list | tuple):
        return [with_slots(one, names) for one in part]
    return names.get(part, part) if isinstance(part, str | UUID | datetime | int) else part


def slots_of(part: Any) -> Iterator[Slot]:
    if isinstance(part, Slot):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from slots_of(one)


def filled(part: Any, values: list[Any]) -> Any:
    """The statement with values in its slots."""
    if isinstance(part, Slot):
        return values[part.number]
    if isinstance(part, dict):
        return {key: filled(one, values) for key, one in part.items()}
    return [filled(one, values) for one in part] if isinstance(part, list) else part
