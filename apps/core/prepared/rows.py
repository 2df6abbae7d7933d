"""A prepared question's rows become objects as Django makes them; what is alike for all rows of a statement is looked up once."""

from collections.abc import Callable, Iterable
from inspect import getattr_static
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Build = Callable[[list[Any]], Any]
Found = Iterable[list[Any]]


def reader(queryset: Any, compiler: Any) -> Callable[[Found], list[Any]] | None:
    """What makes the objects of `queryset` from rows of its compiled statement; None where Django has to: for values, and for models that want to
    hear how their objects are made."""
    if queryset._iterable_class is not ModelIterable or queryset._known_related_objects or not is_plain(compiler.klass_info):
        return None
    converters = [(at, *convert) for at, convert in compiler.get_converters([column[0] for column in compiler.select]).items()]
    annotations = compiler.annotation_col_map or {}
    build, connection = builder(compiler.klass_info, compiler.select), compiler.connection

    def read(rows: Found) -> list[Any]:
        made = []
        for row in rows:
            for at, functions, expression in converters:
                value = row[at]
                for function in functions:
                    value = function(value, expression, connection)
                row[at] = value
            one = build(row)
            for name, at in annotations.items():
                setattr(one, name, row[at])
            made.append(one)
        return made

    return read


def is_plain(info: dict[str, Any]) -> bool:
    """Whether the model's objects, and those joined to them, are nothing but their columns."""
    model: Any = info["model"]
    listened = any(signal.has_listeners(model) for signal in (pre_init, post_init))
    own = any(getattr_static(model, name) is not getattr_static(Model, name) for name in ("__init__", "from_db"))
    columns = all(isinstance(getattr_static(model, field.attname), DeferredAttribute) for field in model._meta.concrete_fields)
    return columns and not (listened or own or info.get("from_parent")) and all(map(is_plain, info.get("related_klass_infos", ())))


def builder(info: dict[str, Any], select: list[Any]) -> Build:
    """From a row of `select`, the object of this model, with those that were joined to it."""
    model, places = info["model"], info["select_fields"]
    start, end = places[0], places[-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    joined = [joiner(one, select) for one in info.get("related_klass_infos", ())]
    new = model.__new__

    def build(row: list[Any]) -> Any:
        made = new(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        made.__dict__.update(zip(names, row[start:end], strict=True), _state=state)
        for join in joined:
            join(made, row)
        return made

    return build


def joiner(info: dict[str, Any], select: list[Any]) -> Callable[[Any, list[Any]], None]:
    """Puts the object of another model, or None, beside the one that it was joined to."""
    build, here, there = builder(info, select), info["local_setter"], info["remote_setter"]
    keys = {field.attname for field in info["model"]._meta.pk_fields}
    key = next(at for at in info["select_fields"] if select[at][0].target.attname in keys)

    def join(made: Any, row: list[Any]) -> None:
        other = None if row[key] is None else build(row)
        here(made, other)
        if other is not None:
            there(other, made)

    return join
