"""Fixtures of every test. A test of the database commits for real, on SQLite and on MongoDB alike: callbacks of `on_commit` run when the outermost
`atomic` ends, threads see each other's rows, and afterwards the rows are as the migrations left them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase

from apps.core.db import run_atomic
from apps.users.models import User
from openchance.demo.cast import cast

from .restore import rows_of_migrations
from .standing import ground, in_force, standing

UNDRAWN = b"%PDF-1.7\n% nobody looks at this one\n%%EOF\n"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """No transaction around a test: it would hide what a commit does, MongoDB has no savepoints, and SQLite must not be kinder than MongoDB."""
    with django_db_blocker.unblock():
        restore, ground.plain = rows_of_migrations(), in_force()
        connection.features.supports_transactions = False  # Django's TestCase then leaves transactions alone

    def as_migrated(case: TransactionTestCase) -> None:
        restore()
        ground.lay(())

    setattr(TransactionTestCase, "_fixture_teardown", as_migrated)  # noqa: B010  instead of a slow flush
    setattr(TransactionTestCase, "_should_reload_connections", lambda self: False)  # noqa: B010  opening SQLite costs more than a test


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def undrawn_papers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing a PDF file takes a quarter of a second: only tests marked `pdf`, which look into one, have it drawn. Its HTML is always made."""
    if request.node.get_closest_marker("pdf") is None:
        monkeypatch.setattr("apps.core.pdf.print_pdf", lambda html, **how: UNDRAWN)


@pytest.fixture
def mongodb_only(request: pytest.FixtureRequest) -> None:
    """For tests of what our engine mends in the MongoDB backend."""
    if connection.vendor != "mongodb":
        pytest.skip("about the MongoDB engine: set DATABASE_URL=mongodb://…")
    request.getfixturevalue("db")


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The cast, by handle."""
    return standing(cast)


@pytest.fixture
def olga(people: dict[str, User]) -> User:
    """She owns the challenge."""
    return people["olga"]


@pytest.fixture
def sam(people: dict[str, User]) -> User:
    """He solves it."""
    return people["sam"]


@pytest.fixture
def rita(people: dict[str, User]) -> User:
    """She was declined."""
    return people["rita"]


@pytest.fixture
def eve(people: dict[str, User]) -> User:
    """She is a stranger."""
    return people["eve"]


@pytest.fixture
def max_(people: dict[str, User]) -> User:
    """He moderates."""
    return people["max"]


@pytest.fixture
def signed_in(db: None) -> Callable[[User], Client]:
    """A browser in which somebody has signed in: `signed_in(olga).get("/")`."""

    def sign_in(user: User) -> Client:
        client = Client()
        run_atomic(client.force_login)(user)
        return client

    return sign_in
