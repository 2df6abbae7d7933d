"""Request checking: parameters against the typed definitions that the SDK generates from Stripe's OpenAPI file (`stripe.params`).

A TypedDict becomes a reader once; reading turns the form's strings into ints, booleans, lists and dicts, or refuses as Stripe does. Enumerations that
the SDK types as `Literal[…] | str` are closed here: Stripe itself refuses other values.
"""

import difflib
import re
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import typing_extensions
from stripe._request_options import RequestOptions

from .errors import Refusal, required
from .forms import Tree, Upload

Reader = Callable[[Any, str], Any]
OPTIONS = frozenset(RequestOptions.__annotations__)


class Mismatch(Refusal):
    """This value does not fit; another member of a union may still."""


def read_params(definition: Any, raw: Tree) -> dict[str, Any]:
    """The typed parameters of one request. Raises `Refusal`: unknown, missing or unfit parameter."""
    result: dict[str, Any] = object_reader(definition)(raw, "")
    return result


@cache
def object_reader(definition: Any) -> Reader:
    hints = typing.get_type_hints(definition, localns={"StripeContext": Any, "Mapping": Mapping}, include_extras=True)
    readers: dict[str, Reader] = {}
    needed: list[str] = []
    inherits = RequestOptions in getattr(definition, "__orig_bases__", ())
    for name, hint in hints.items():
        if inherits and name in OPTIONS:
            continue
        if typing.get_origin(hint) in (typing.NotRequired, typing_extensions.NotRequired):
            hint = typing.get_args(hint)[0]
        else:
            needed.append(name)
        readers[name] = lazily(hint)
    return lambda raw, path: read_object(raw, path, readers, needed)


def lazily(hint: Any) -> Reader:
    """Most of the definitions' thousands of fields are never sent: a reader is made when the first value comes."""
    made: list[Reader] = []

    def read(raw: Any, path: str) -> Any:
        if not made:
            made.append(reader_of(hint))
        return made[0](raw, path)

    return read


def read_object(raw: Any, path: str, readers: Mapping[str, Reader], needed: list[str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Mismatch(f"Invalid object: {path}", param=path, ours=True)
    result = {}
    for name, value in raw.items():
        place = f"{path}[{name}]" if path else name
        if name not in readers:
            near = difflib.get_close_matches(name, readers, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise Refusal(f"Received unknown parameter: {place}.{hint}", code="parameter_unknown", param=place, ours=True)
        result[name] = readers[name](value, place)
    for name in needed:
        if name not in result:
            raise required(f"{path}[{name}]" if path else name)
    return result


def reader_of(hint: Any) -> Reader:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return union_reader(typing.get_args(hint))
    if origin is typing.Literal:
        return enum_reader(typing.get_args(hint))
    if origin is list:
        return list_reader(reader_of(typing.get_args(hint)[0]))
    if origin is dict:
        return map_reader(reader_of(typing.get_args(hint)[1]))
    if typing_extensions.is_typeddict(hint) or typing.is_typeddict(hint):
        return object_reader(hint)
    return SCALARS.get(hint, anything)


def union_reader(members: tuple[Any, ...]) -> Reader:
    literals = [value for member in members if typing.get_origin(member) is typing.Literal for value in typing.get_args(member)]
    clearable = "" in literals
    closed = any(literals)
    members = tuple(member for member in members if "UntypedStripeObject" not in str(member) and member is not types.NoneType)
    readers = [reader_of(member) for member in members if not (closed and member is str) and typing.get_args(member) != ("",)]

    def read(raw: Any, path: str) -> Any:
        if raw == "" and clearable:
            return raw
        problem: Refusal | None = None
        for reader in readers:
            try:
                return reader(raw, path)
            except Mismatch as mismatch:
                problem = mismatch
        raise problem or Mismatch(f"Invalid value: {path}", param=path, ours=True)

    return read


def enum_reader(values: tuple[Any, ...]) -> Reader:
    def read(raw: Any, path: str) -> Any:
        if raw not in values:
            raise Mismatch(f"Invalid {path}: must be one of {', '.join(map(str, values))}", param=path, ours=True)
        return raw

    return read


def list_reader(item: Reader) -> Reader:
    def read(raw: Any, path: str) -> list[Any]:
        if isinstance(raw, dict) and all(key.isdigit() for key in raw):
            raw = [raw[key] for key in sorted(raw, key=int)]
        if not isinstance(raw, list):
            raise Mismatch("Invalid array", param=path, ours=True)
        return [item(value, f"{path}[{number}]") for number, value in enumerate(raw)]

    return read


def map_reader(item: Reader) -> Reader:
    def read(raw: Any, path: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise Mismatch("Invalid hash", param=path, ours=True)
        return {key: value if value == "" else item(value, f"{path}[{key}]") for key, value in raw.items()}

    return read


def integer(raw: Any, path: str) -> int:
    if not (isinstance(raw, str) and re.fullmatch(r"-?\d{1,18}", raw)):
        raise Mismatch(f"Invalid integer: {raw}", code="parameter_invalid_integer", param=path, ours=True)
    return int(raw)


def boolean(raw: Any, path: str) -> bool:
    if raw not in ("true", "false"):
        raise Mismatch(f"Invalid boolean: {raw}", param=path, ours=True)
    return bool(raw == "true")


def decimal(raw: Any, path: str) -> Decimal:
    try:
        return Decimal(raw)
    except (InvalidOperation, TypeError):
        raise Mismatch(f"Invalid decimal: {raw}", param=path, ours=True) from None


def text(raw: Any, path: str) -> str:
    if not isinstance(raw, str):
        raise Mismatch(f"Invalid string: {path}", param=path, ours=True)
    if raw == "":
        raise Refusal(f"You passed an empty string for '{path}', which cannot be unset.", code="parameter_invalid_empty", param=path, ours=True)
    if len(raw) > 5000:
        raise Refusal(f"Invalid string: {raw[:20]}…; must be at most 5000 characters", code="parameter_invalid_string", param=path, ours=True)
    return raw


def anything(raw: Any, path: str) -> Any:
    if isinstance(raw, Upload | str):
        return raw
    raise Mismatch(f"Invalid value: {path}", param=path, ours=True)


SCALARS: dict[Any, Reader] = {int: integer, bool: boolean, str: text, Decimal: decimal, float: decimal, Any: anything}


def check_metadata(metadata: Any, path: str = "metadata") -> dict[str, str]:
    """At most 50 keys of 40 characters, values of 500 [docs.stripe.com/api/metadata]."""
    pairs = {} if metadata in (None, "") else metadata
    if len(pairs) > 50:
        raise Refusal("You can have up to 50 metadata keys.", param=path, ours=True)
    for key, value in pairs.items():
        if len(key) > 40:
            raise Refusal(f"Metadata keys can be up to 40 characters: {key}", param=path, ours=True)
        if len(value) > 500:
            raise Refusal(f"Metadata values can be up to 500 characters: {key}", param=path, ours=True)
    return {key: value for key, value in pairs.items() if value != ""}
