"""S17: a part of a key finds its row (the admin's search asks so); keys are stored as 32 hexadecimal digits."""

from typing import Any

from django.db import NotSupportedError
from django.db.models.lookups import UUIDTextMixin


def matches_part(self: Any, compiler: Any, connection: Any, as_expr: bool = False) -> dict[str, Any]:
    """`id__startswith="0190f5fe-6a"`, hyphens or not. Raises NotSupportedError for anything but a plain text on the right."""
    if not isinstance(self.rhs, str):
        raise NotSupportedError("On MongoDB a UUID is compared with a part of it in plain text only.")
    part = connection.ops.prep_for_like_query(self.rhs.replace("-", ""))
    operators = connection.mongo_expr_operators if as_expr else connection.mongo_operators
    found: dict[str, Any] = operators[self.lookup_name](self.lhs.as_mql(compiler, connection, as_expr=as_expr), part)
    return found


def register() -> None:
    UUIDTextMixin.as_mql = matches_part  # type: ignore[attr-defined]  # as the backend itself registers
