"""S4: the order of a query's stages, so that indexes answer for filter, order and limit."""

from typing import Any

from django.db.models import Case, Value, When
from django.db.models.expressions import Col, Ref
from django.db.models.lookups import IsNull
from django.db.models.sql import Query
from django_mongodb_backend import query

Stage = dict[str, Any]


class MongoQuery(query.MongoQuery):  # type: ignore[misc]
    """The backend joins, filters, computes, sorts and cuts, in that order: a sorted page reads every row, and joins each for select_related. Where
    nothing but the base collection's own columns decides which rows come first, these are found first (`own_order`), then joined."""

    own_order: list[Stage] | None = None
    extra_fields: dict[str, Any] | None

    def get_cursor(self) -> Any:
        pipeline = self.get_pipeline()
        return self.compiler.connection.run(lambda session: self.compiler.collection.aggregate(pipeline, session=session))

    def delete(self) -> int:
        if self.compiler.subqueries:
            return int(super().delete())  # raises NotSupportedError
        run, match = self.compiler.connection.run, self.match_mql
        return int(run(lambda session: self.compiler.collection.delete_many(match, session=session).deleted_count))

    def get_pipeline(self) -> list[Stage]:
        if self.extra_fields:  # {x: "$x"} does nothing but hide the index from $sort
            self.extra_fields = {name: value for name, value in self.extra_fields.items() if value != f"${name}"}
        if self.own_order is None or self.subquery_lookup or self.aggregation_pipeline or self.combinator_pipeline:
            stages: list[Stage] = super().get_pipeline()
            return stages
        stages = [{"$match": self.match_mql}] if self.match_mql else []
        stages += [*self.own_order, *self.cut(), *(self.lookup_pipeline or ())]
        for subquery in self.subqueries or ():
            stages += subquery.get_pipeline()
        if self.project_fields:
            stages.append({"$project": self.project_fields})
        return stages

    def cut(self) -> list[Stage]:
        low, high = self.query.low_mark, self.query.high_mark
        return ([{"$skip": low}] if low else []) + ([{"$limit": high - low}] if high is not None else [])


def own_order(compiler: Any, made: MongoQuery) -> list[Stage] | None:
    """The stages that sort by the base collection alone; None where something else decides about rows or order."""
    query = compiler.query
    if query.combinator or query.distinct or made.aggregation_pipeline or made.search_pipeline or not compiler.base_table:
        return None
    base = compiler.collection_name
    if not is_own(compiler.get_where(), base) or (query.is_sliced and multiplies(query, base)):
        return None
    computed: list[tuple[str, Any]] = []
    order: dict[str, int] = {}
    for position, one in enumerate(compiler.order_by_objs or ()):
        expression: Any = one.expression
        if isinstance(expression, Ref):  # the name of something selected
            expression = expression.source  # type: ignore[attr-defined]
        if not is_own(expression, base):
            return None
        if one.nulls_first or one.nulls_last:
            computed.append((f"__null{position}", Case(When(IsNull(expression, True), then=Value(1)), default=Value(0))))
            order[f"__null{position}"] = -1 if one.nulls_first else 1
        name = str(expression.target.column) if isinstance(expression, Col) else f"__sort{position}"
        if not isinstance(expression, Col):
            computed.append((name, expression))
        order.setdefault(name, -1 if one.descending else 1)
    stages = [{"$addFields": compiler.get_project_fields(tuple(computed), force_expression=True)}] if computed else []
    return stages + ([{"$sort": order}] if order else [])


def is_own(node: Any, base: str) -> bool:
    """Whether the columns of `base` are all that `node` (a condition, an expression, a value) asks for."""
    if isinstance(node, Col):
        return bool(node.alias == base)
    if isinstance(node, Query) or hasattr(node, "query"):  # a subquery
        return False
    if isinstance(node, list | tuple):
        return all(is_own(one, base) for one in node)
    if hasattr(node, "children"):
        return is_own(node.children, base)
    if hasattr(node, "get_source_expressions"):
        return is_own(node.get_source_expressions(), base) and is_own(getattr(node, "rhs", None), base)
    return True


def multiplies(query: Any, base: str) -> bool:
    """Whether a join can bring more than one row for one row of `base`."""
    joined = (join for alias, join in query.alias_map.items() if query.alias_refcount[alias] and alias != base)
    return any(not (join.join_field.many_to_one or join.join_field.one_to_one) for join in joined)
