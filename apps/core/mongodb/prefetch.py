"""S10: prefetch_related over many-to-many."""

from typing import Any

from django.apps import apps
from django.db.models import Field
from django.db.models.expressions import Col

PREFETCHED = "_prefetch_related_val_"


def without_extra(query: Any) -> Any:
    """Django asks for the key in the table between by `extra(select={"_prefetch_related_val_x": "between.x_id"})`, the only `extra` in it; the same
    query with an annotation instead, which this database can compute."""
    extra = query.extra
    if not extra or not all(name.startswith(PREFETCHED) for name in extra):
        return query
    query = query.clone()
    for name, (sql, _) in extra.items():
        table, column = sql.rsplit(".", 1)
        query.annotations[name] = Col(table, field_of(table, column))
    query.extra = {}
    if query.annotation_select_mask is not None:
        query.append_annotation_mask(list(extra))
    query._annotation_select_cache = None
    return query


def field_of(table: str, column: str) -> Field[Any, Any]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return next(field for field in model._meta.local_fields if field.column == column)
    raise LookupError(table)
