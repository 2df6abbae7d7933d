"""Values on their way to the database and back."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from bson import Int64
from django_mongodb_backend import operations

KEYS = 16_384  # the same ones come again and again: in each row of a list, and in every answer
AUTO_FIELDS = ("AutoField", "BigAutoField", "SmallAutoField")


known_key = lru_cache(KEYS)(UUID)


class DatabaseOperations(operations.DatabaseOperations):  # type: ignore[misc]
    compiler_module = "apps.core.mongodb.compiler"

    def prep_for_like_query(self, x: Any) -> str:
        """Escaped for `$regex`; a NUL, which a query string may bring, would otherwise be an error of the server."""
        return str(super().prep_for_like_query(str(x))).replace("\0", r"\x00")

    def prep_for_iexact_query(self, x: Any) -> str:
        """S1: unescaped, ".*" matches every user, and a+b@example.org nobody."""
        return self.prep_for_like_query(x)

    def validate_autopk_value(self, value: Any) -> Any:
        """S13: numbers are stored as 64 bits wide, like those of IntegerField, so that keys and foreign keys compare."""
        return value if value is None or hasattr(value, "resolve_expression") else Int64(value)

    def get_db_converters(self, expression: Any) -> list[Any]:
        converters: list[Any] = super().get_db_converters(expression)
        if expression.output_field.get_internal_type() in AUTO_FIELDS:
            converters.append(self.convert_integerfield_value)
        return converters

    def convert_uuidfield_value(self, value: str | None, expression: Any, connection: Any) -> UUID | None:
        return None if value is None else known_key(value)

    def integer_field_range(self, internal_type: str) -> tuple[int, int]:
        wide: tuple[int, int] = super().integer_field_range("BigIntegerField" if internal_type in AUTO_FIELDS else internal_type)
        return wide
