"""FTS5. The table is kept by triggers, so rows written in bulk are found too; its rowid is the serial, so “newest first” costs nothing."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection

from .cursors import Place
from .engine import BOUND, Hits
from .query import Query

TABLE = "challenges_search"
SOURCE = "challenges_challenge"
# What a challenge is found by. Filters are words of a column of their own: FTS5 then joins them with the text before it touches a row.
VALUES = (
    "{row}.search_serial, {row}.search_title, {row}.search_body, "
    "'s' || {row}.status || ' f' || coalesce({row}.category_id, '') || ' d' || {row}.difficulty || ' k' || {row}.currency "
    "|| coalesce(' t' || CAST(julianday({row}.deadline_at) AS INTEGER), '')"
)
COLUMNS = "title, body, filters"
ORDERED_BY = {
    "relevance": f"-bm25({TABLE}, 10.0, 2.0, 0.0)",
    "newest": f"{TABLE}.rowid",
    "ending": "c.deadline_at AS deadline_at",
    "reward": "c.reward_rank",
}
WATCHED = ("search_serial", "search_title", "search_body", "status", "category_id", "difficulty", "currency", "deadline_at", "is_listed")

FOUND = "{row}.is_listed AND {row}.search_serial IS NOT NULL"
ADD = f"INSERT INTO {TABLE} (rowid, {COLUMNS}) SELECT {VALUES.format(row='new')} WHERE {FOUND.format(row='new')};"
TAKE = f"INSERT INTO {TABLE} ({TABLE}, rowid, {COLUMNS}) SELECT 'delete', {VALUES.format(row='old')} WHERE {FOUND.format(row='old')};"
CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in WATCHED)
TRIGGERS = {
    f"{TABLE}_added": f"AFTER INSERT ON {SOURCE} BEGIN {ADD} END",
    f"{TABLE}_taken": f"AFTER DELETE ON {SOURCE} BEGIN {TAKE} END",
    f"{TABLE}_changed": f"AFTER UPDATE OF {', '.join(WATCHED)} ON {SOURCE} WHEN {CHANGED} BEGIN {TAKE} {ADD} END",
}


def install(schema_editor: Any) -> None:
    """Make the table and its triggers anew and fill it. A migration that lets Django remake the challenges' table has to call this again:
    the triggers go with the old one."""
    remove(schema_editor)
    schema_editor.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5({COLUMNS}, content='', tokenize='unicode61 remove_diacritics 0')")
    for name, body in TRIGGERS.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")
    values = VALUES.format(row=SOURCE)
    schema_editor.execute(f"INSERT INTO {TABLE} (rowid, {COLUMNS}) SELECT {values} FROM {SOURCE} WHERE {FOUND.format(row=SOURCE)}")  # noqa: S608


def remove(schema_editor: Any) -> None:
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def any_of(column: str, words: list[str]) -> str:
    return f"{column} : ({' OR '.join(quoted(word) for word in words)})"


def quoted(word: str) -> str:
    """A word that FTS5 takes for nothing else: no operator, no column, no prefix."""
    return '"' + word.replace('"', "") + '"'


def match_expression(query: Query) -> str:
    """The search in FTS5's language; every word of ours and the user's stands in quotes."""
    parts = [f"{{title body}} : {quoted(word)}" for word in query.needles]
    parts.append(f"filters : {quoted('s' + query.status)}")
    if query.fields:
        parts.append(any_of("filters", [f"f{one.key.hex}" for one in query.fields]))
    if query.difficulties:
        parts.append(any_of("filters", [f"d{level}" for level in query.difficulties]))
    if query.currency:
        parts.append(f"filters : {quoted('k' + query.currency)}")
    if window := query.window():
        parts.append(any_of("filters", [f"t{day}" for day in range(julian(window[0]), julian(window[1]) + 1)]))
    return " AND ".join(f"({part})" for part in parts)


def julian(moment: datetime) -> int:
    """The day as SQLite's julianday counts it, from noon to noon."""
    return int(moment.timestamp() / 86400 + 2440587.5)


def hits(query: Query) -> Hits:
    """The newest BOUND matches, ranked by bm25: a common word costs what a rare one does."""
    conditions, values = number_filters(query)
    statement = (
        f"SELECT {TABLE}.rowid, {ORDERED_BY[query.sort]} FROM {TABLE} CROSS JOIN {SOURCE} c ON c.search_serial = {TABLE}.rowid "  # noqa: S608
        f"WHERE {TABLE} MATCH %s{conditions} ORDER BY {TABLE}.rowid DESC LIMIT {BOUND + 1}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [match_expression(query), *values])
        rows = cursor.fetchall()
    return Hits([Place(settled(value), serial) for serial, value in rows[:BOUND]], len(rows) > BOUND)


def settled(value: Any) -> Any:
    """The value as other rows of Django have it; a rank without the digits that differ from run to run."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return round(value, 6) if isinstance(value, float) else value


def number_filters(query: Query) -> tuple[str, list[Any]]:
    """What words cannot say exactly: amounts and times, as conditions on the row."""
    conditions, values = "", []
    for condition, value in number_conditions(query):
        conditions += f" AND c.{condition} %s"
        values.append(value)
    return conditions, values


def number_conditions(query: Query) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if query.least:
        found.append(("reward_max_minor >=", query.least.minor))
    if query.most:
        found.append(("reward_min_minor <=", query.most.minor))
    if window := query.window():
        adapt = connection.ops.adapt_datetimefield_value
        found += [("deadline_at >", adapt(window[0])), ("deadline_at <=", adapt(window[1]))]
    return found
