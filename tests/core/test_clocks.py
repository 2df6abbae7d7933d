"""Rows of a clock: one that fails is in nobody's way."""

import logging

import pytest

from apps.core.clocks import each


class Faster(Exception):
    pass


def handle(row: int) -> int:
    if row == 2:
        raise RuntimeError("the second is broken")
    if row == 3:
        raise Faster
    return 10


def test_what_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    assert each(handle, [1, 2, 3, 4], passing=(Faster,)) == 20
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert line.getMessage() == "handle failed for 2; it will be tried again."
    assert line.exc_info is not None


def test_only_what_was_named_passes_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    assert each(handle, [3]) == 0
    assert [record.levelname for record in caplog.records] == ["ERROR"]
