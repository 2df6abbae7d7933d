"""Django's queries, compiled for MongoDB by the backend, with the house's order of stages, guards, errors and transactions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import AutoField
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE
from django_mongodb_backend import compiler

from .errors import database_errors
from .guards import refuse_subqueries, refuse_wrong_answers
from .numbers import numbered
from .pipeline import MongoQuery, Stage, own_order
from .prefetch import without_extra


class SQLCompiler(compiler.SQLCompiler):  # type: ignore[misc]
    query_class = MongoQuery
    query: Any

    def check_query(self) -> None:
        refuse_wrong_answers(self.query)
        super().check_query()

    def pre_sql_setup(self, with_col_aliases: bool = False) -> Any:
        self.query = without_extra(self.query)
        return super().pre_sql_setup(with_col_aliases)

    def build_query(self, columns: Any = None) -> MongoQuery:
        if columns is None and not self.query.distinct and self.query.deferred_loading[0]:
            columns = self.columns  # only() and defer(): leave the rest in the database
        made: MongoQuery = super().build_query(columns)
        made.own_order = own_order(self, made)
        return made

    def pipeline(self) -> list[Stage]:
        """What `execute_sql` asks, without asking."""
        self.pre_sql_setup()
        query = self.query
        return self.build_query(self.columns if query.annotations or not query.default_cols or query.distinct else None).get_pipeline()

    def ask(self, pipeline: list[Stage]) -> list[list[Any]]:
        """The rows that a pipeline of this compiler finds, in batches."""
        return list(self.cursor_iter(self.documents(pipeline), GET_ITERATOR_CHUNK_SIZE, self.columns))

    def documents(self, pipeline: list[Stage]) -> list[dict[str, Any]]:
        """All that a pipeline of this compiler finds, as it stands in the database."""
        cursor = self.connection.run(lambda session: self.collection.aggregate(pipeline, session=session))
        with database_errors():
            return list(cursor.to_list())

    def cursor_iter(self, cursor: Any, chunk_size: int, columns: Any) -> Iterator[list[Any]]:
        with database_errors():  # S12: a later batch may fail too
            yield from super().cursor_iter(cursor, chunk_size, columns)


class SQLAggregateCompiler(compiler.SQLAggregateCompiler):  # type: ignore[misc]
    query_class = MongoQuery


class SQLDeleteCompiler(compiler.SQLDeleteCompiler):  # type: ignore[misc]
    query_class = MongoQuery

    def check_query(self) -> None:
        refuse_wrong_answers(self.query)
        super().check_query()


class SQLUpdateCompiler(compiler.SQLUpdateCompiler):  # type: ignore[misc]
    query_class = MongoQuery

    def check_query(self) -> None:
        refuse_wrong_answers(self.query)
        refuse_subqueries(self)
        super().check_query()

    def changes(self) -> list[Any]:
        """What `execute_sql` would do: to which rows, and what. Raises ValueError where there can be no such row."""
        found: list[Any] = []

        def keep(*statement: Any) -> int:
            found.extend(statement)
            return 0

        self.update = keep  # type: ignore[method-assign,assignment]
        try:
            super().execute_sql(None)
        finally:
            del self.update
        if not found:
            raise ValueError("This changes nothing.")
        return found

    def update(self, criteria: Any, pipeline: Any) -> int:
        refuse_subqueries(self)
        return int(self.connection.run(lambda session: self.collection.update_many(criteria, pipeline, session=session).matched_count))


class SQLInsertCompiler(compiler.SQLInsertCompiler):  # type: ignore[misc]
    def insert(self, docs: list[dict[str, Any]], returning_fields: Any = None) -> list[tuple[Any]]:
        meta = self.query.get_meta()
        auto = meta.auto_field
        keys: list[Any] | None = None
        if isinstance(auto, AutoField) and auto.column != "_id":
            with database_errors():
                keys = numbered(self.connection.database, meta.db_table, str(auto.column), docs)
        found = self.connection.run(lambda session: self.collection.insert_many(docs, session=session))
        return [(key,) for key in keys or found.inserted_ids] if returning_fields else []
