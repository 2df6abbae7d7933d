"""Quiet hours and the hour of digests: times on somebody's own clock, on the days it is put forward and back too."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = {"daily": 1, "weekly": 7}


def quiet_end(now: datetime, zone: str, start: int, end: int) -> datetime | None:
    """When the quiet time in which `now` lies is over; None when it lies in none.

    `start` and `end` are minutes since midnight on the clock of `zone`; equal ones mean no quiet time. A time that the clock jumps over is the
    moment of the jump; of one that it shows twice, quiet begins with the first and ends with the second.
    """
    if start == end:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in (today - timedelta(days=1), today):
        last = day if start < end else day + timedelta(days=1)
        begins = moment(datetime.combine(day, clock(start)), zone, 0)
        ends = moment(datetime.combine(last, clock(end)), zone, 1)
        if begins <= now < ends:
            return ends
    return None


def next_digest(now: datetime, zone: str, period: str, hour: int, day: int) -> datetime:
    """The first moment after `now` at which the person's clock shows `hour`; of the `weekly` digest, on the weekday `day` (Monday is 0)."""
    date = now.astimezone(ZoneInfo(zone)).date()
    if period == "weekly":
        date += timedelta(days=(day - date.weekday()) % 7)
    due = moment(datetime.combine(date, time(hour)), zone, 0)
    while due <= now:
        date += timedelta(days=DAYS[period])
        due = moment(datetime.combine(date, time(hour)), zone, 0)
    return due


def clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def moment(local: datetime, zone: str, fold: int) -> datetime:
    """What `local`, which bears no zone, is in UTC. A time that does not exist there is the moment of the jump over it."""
    wall = local.replace(tzinfo=ZoneInfo(zone))
    first, second = (wall.replace(fold=which).astimezone(UTC) for which in (0, 1))
    if second < first:  # the clock jumps over it: both folds are the same jump
        return jump(second, first, zone)
    return second if fold else first


def jump(before: datetime, after: datetime, zone: str) -> datetime:
    """The moment between the two at which the clock of `zone` is put forward, to the minute."""
    offset = after.astimezone(ZoneInfo(zone)).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        before, after = (before, middle) if middle.astimezone(ZoneInfo(zone)).utcoffset() == offset else (middle, after)
    return after.replace(second=0, microsecond=0)
