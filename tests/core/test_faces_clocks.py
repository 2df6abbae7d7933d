"""A clock never promises more time than there is, and the exact moment is always there in the reader's zone."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sunday_afternoon() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def render(source: str, **words: object) -> str:
    return Template(source).render(Context(words))


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(days=19, hours=23), "19 days left", ""),
        (timedelta(days=4), "4 days left", ""),
        (timedelta(days=3, hours=23), "3 days left", "wait"),
        (timedelta(days=1), "1 day left", "wait"),
        (timedelta(hours=23, minutes=59), "23 hours left", "wait"),
        (timedelta(minutes=40), "40 minutes left", "bad"),
        (timedelta(seconds=20), "1 minute left", "bad"),
    ],
)
def test_what_is_left_is_rounded_down(left: timedelta, words: str, tone: str) -> None:
    drawn = render("{% clock deadline %}", deadline=NOW + left)
    assert f">{words}</time>" in drawn
    assert (f'data-tone="{tone}"' in drawn) if tone else "data-tone" not in drawn


def test_the_ring_is_what_is_left_of_the_time() -> None:
    start, deadline = NOW - timedelta(days=7), NOW + timedelta(days=7)
    assert 'stroke-dasharray="50 100"' in render("{% clock deadline start %}", deadline=deadline, start=start)


def test_a_clock_that_has_run_out_says_so_and_no_deadline_too() -> None:
    assert ">Released</time>" in render('{% clock deadline over="Released" %}', deadline=NOW - timedelta(minutes=1))
    assert "No deadline" in render("{% clock deadline %}", deadline=None)


def test_what_is_said_at_the_end_is_escaped() -> None:
    assert "<b>" not in render("{% clock deadline over=words %}", deadline=NOW, words="<b>x</b>")


def test_the_exact_moment_is_in_the_readers_zone() -> None:
    with timezone.override(zoneinfo.ZoneInfo("Asia/Tokyo")):
        drawn = render('{% when moment "exact" %}', moment=datetime(2026, 12, 3, 18, 4, tzinfo=UTC))
    assert drawn == '<time datetime="2026-12-04T03:04:00+09:00" title="Friday 4 December 2026, 03:04">Fri 4 Dec, 03:04</time>'


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(seconds=20), "just now"),
        (NOW - timedelta(minutes=1), "1 minute ago"),
        (NOW - timedelta(hours=3), "3 hours ago"),
        (NOW - timedelta(hours=20), "yesterday"),
        (NOW - timedelta(days=3), "3 days ago"),
        (NOW - timedelta(days=30), "23 Oct"),
        (NOW - timedelta(days=400), "18 Oct 2025"),
        (NOW + timedelta(hours=2), "in 2 hours"),
        (NOW + timedelta(days=1), "tomorrow"),
        (NOW + timedelta(days=5), "in 5 days"),
        (NOW + timedelta(days=11), "3 Dec"),
    ],
)
def test_relative_words(moment: datetime, words: str) -> None:
    assert f">{words}</time>" in render("{% when moment %}", moment=moment)


def test_a_day_without_a_time_stays_a_day() -> None:
    assert render('{% when day "day" %}', day=date(2026, 12, 3)) == '<time datetime="2026-12-03" title="Thursday 3 December 2026">Thu 3 Dec</time>'
    assert render("{% when nothing %}", nothing=None) == ""


@pytest.mark.parametrize(
    ("left", "words", "segments"),
    [
        (timedelta(days=11, hours=4), "<b>11</b>days left", 12),
        (timedelta(days=1, hours=1), "<b>1</b>day left", 2),
        (timedelta(hours=5), "<b>5</b>hours left", 1),
        (timedelta(minutes=9), "<b>9</b>minutes left", 1),
        (timedelta(days=-1), "<b>0</b>days left", 0),
        (timedelta(days=40), "<b>40</b>days left", 14),
    ],
)
def test_the_dial_has_a_segment_a_day(left: timedelta, words: str, segments: int) -> None:
    drawn = render("{% dial deadline 14 %}", deadline=NOW + left)
    assert words in drawn
    lit = drawn.partition('class="left"')[2]
    assert lit.partition("transform")[0].count(".86") == segments
