"""What our engine mends, with the answer of the backend as it comes (`stock`) as the control."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django_mongodb_backend.base import DatabaseWrapper as StockWrapper

from apps.core.models import Event

SUBJECT = "0190f5fe-6a00-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def _only_there(mongodb_only: None) -> None:
    """Nothing in this folder is about SQLite."""


@pytest.fixture
def mongo() -> Any:
    return connections["default"]


@pytest.fixture
def stock(mongo: Any) -> Iterator[str]:
    """The alias of a second connection to the same database, through the backend as it comes."""
    connections["stock"] = wrapper = StockWrapper(dict(mongo.settings_dict), alias="stock")
    yield "stock"
    wrapper.close_pool()
    del connections["stock"]


@pytest.fixture
def events() -> list[Event]:
    """300 of them, in 3 kinds."""
    rows = [Event(subject_type=f"kind {n % 3}", subject_id=SUBJECT, verb=f"verb {n:03}") for n in range(300)]
    return Event.objects.bulk_create(rows)


class Plan:
    """How the server answered: which stages, which index, how many documents it looked at."""

    def __init__(self, explained: Any) -> None:
        self.documents = max(find(explained, "totalDocsExamined"), default=-1)
        self.stages = set(find(explained, "stage"))
        self.indexes = set(find(explained, "indexName"))


def find(node: Any, key: str) -> Iterator[Any]:
    """Every value of `key`, however deep; plans that lost are left out."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            elif name != "rejectedPlans":
                yield from find(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from find(value, key)


def plan_of(rows: Any) -> Plan:
    return Plan(json.loads(rows.explain(verbosity="executionStats")))
