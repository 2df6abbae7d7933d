"""Fixtures of every test. A test of the database commits for real, on SQLite and on MongoDB alike: callbacks of `on_commit` run when the outermost
`atomic` ends, threads see each other's rows, and afterwards the rows are as the migrations left them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from .restore import rows_of_migrations


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """No transaction around a test: it would hide what a commit does, MongoDB has no savepoints, and SQLite must not be kinder than MongoDB."""
    with django_db_blocker.unblock():
        restore = rows_of_migrations()
        connection.features.supports_transactions = False  # Django's TestCase then leaves transactions alone
    setattr(TransactionTestCase, "_fixture_teardown", lambda self: restore())  # noqa: B010  instead of a slow flush


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture
def mongodb_only(db: None) -> None:
    """For tests of what our engine mends in the MongoDB backend."""
    if connection.vendor != "mongodb":
        pytest.skip("about the MongoDB engine: set DATABASE_URL=mongodb://…")
