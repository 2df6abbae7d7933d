"""FTS5. The tables are kept by triggers, so rows written in bulk are found too; their rowid is the serial, so “newest first” costs nothing.

There is a table for what is open and one for the rest: to rank, FTS5 counts the rows of every word it is asked for, and “open” would be in most.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import connection

from .engine import BOUND, Hits
from .query import Query

OPEN, PAST = "challenges_search", "challenges_search_past"
SOURCE = "challenges_challenge"
WORTHY = {OPEN: "{row}.is_listed AND {row}.status = 'open'", PAST: "{row}.is_listed AND {row}.status <> 'open'"}
# What a challenge is found by. Filters are words of a column of their own: FTS5 then joins them with the text before it touches a row.
COLUMNS = "title, body, filters"
VALUES = (
    "{row}.search_serial, {row}.search_title, {row}.search_body, "
    "'s' || {row}.status || ' f' || coalesce({row}.category_id, '') || ' d' || {row}.difficulty || ' k' || {row}.currency "
    "|| coalesce(' t' || CAST(julianday({row}.deadline_at) AS INTEGER), '')"
)
ORDERED_BY = {
    "relevance": "round(-bm25({table}, 10.0, 2.0, 0.0), 6)",
    "newest": "{table}.rowid",
    "ending": "c.deadline_at AS deadline_at",
    "reward": "c.reward_rank",
}
WATCHED = ("search_serial", "search_title", "search_body", "status", "category_id", "difficulty", "currency", "deadline_at", "is_listed")


def rows_into(table: str, row: str, origin: str = "", verb: str = "") -> str:
    """The statement that puts a row into its table; with the verb 'delete' it takes it out, which FTS5 wants told word for word."""
    columns = f"{table}, rowid, {COLUMNS}" if verb else f"rowid, {COLUMNS}"
    values = f"'{verb}', {VALUES.format(row=row)}" if verb else VALUES.format(row=row)
    condition = f"{WORTHY[table].format(row=row)} AND {row}.search_serial IS NOT NULL"
    return f"INSERT INTO {table} ({columns}) SELECT {values} {origin} WHERE {condition};"


def triggers() -> dict[str, str]:
    add = " ".join(rows_into(table, "new") for table in WORTHY)
    take = " ".join(rows_into(table, "old", verb="delete") for table in WORTHY)
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in WATCHED)
    return {
        f"{OPEN}_added": f"AFTER INSERT ON {SOURCE} BEGIN {add} END",
        f"{OPEN}_taken": f"AFTER DELETE ON {SOURCE} BEGIN {take} END",
        f"{OPEN}_changed": f"AFTER UPDATE OF {', '.join(WATCHED)} ON {SOURCE} WHEN {changed} BEGIN {take} {add} END",
    }


def install(schema_editor: Any) -> None:
    """Make the tables and their triggers anew and fill them. A migration that lets Django remake the challenges’ table has to call this again:
    the triggers go with the old one."""
    remove(schema_editor)
    for table in WORTHY:
        schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({COLUMNS}, content='', tokenize='unicode61 remove_diacritics 0')")
        schema_editor.execute(rows_into(table, SOURCE, f"FROM {SOURCE}"))
    for name, body in triggers().items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def remove(schema_editor: Any) -> None:
    for name in triggers():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for table in WORTHY:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


def any_of(column: str, words: list[str]) -> str:
    return f"{column} : ({' OR '.join(quoted(word) for word in words)})"


def quoted(word: str) -> str:
    """A word that FTS5 takes for nothing else: no operator, no column, no prefix."""
    return '"' + word.replace('"', "") + '"'


def match_expression(query: Query) -> str:
    """The search in FTS5's language; every word of ours and the user's stands in quotes."""
    parts = [f"{{title body}} : {quoted(word)}" for word in query.needles]
    if query.status != "open":
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
    table = OPEN if query.status == "open" else PAST
    conditions, values = number_filters(query)
    if query.sort in ("ending", "reward") and is_common(table, query):
        return Hits([], True)
    value = ORDERED_BY[query.sort].format(table=table)
    join = f"CROSS JOIN {SOURCE} c ON c.search_serial = {table}.rowid" if "c." in value + conditions else ""
    statement = (
        f"SELECT {value}, {table}.rowid FROM {table} {join} WHERE {table} MATCH %s{conditions} "  # noqa: S608
        f"ORDER BY {table}.rowid DESC LIMIT {BOUND + 1}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [match_expression(query), *values])
        rows = cursor.fetchall()
    if query.sort == "ending":
        rows = [(moment.replace(tzinfo=UTC), serial) for moment, serial in rows if moment]
    return Hits(rows[:BOUND], len(rows) > BOUND)


def is_common(table: str, query: Query) -> bool:
    """Whether there are more matches than are listed, amounts aside: counting that far costs a tenth of listing."""
    statement = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH %s LIMIT {BOUND + 1})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [match_expression(query)])
        return bool(cursor.fetchone()[0] > BOUND) and not query.least and not query.most


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
