"""An operation of our own for migrations."""

from typing import Any

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations in their order, with the models of that time drawn up once for all of them.

    Django draws up anew, for each table or index that is made, all models that hang together with it. Here nearly all do, by the user: an empty
    database took 2,038 models that way, and takes 811 this way.

    Each operation is shown the models as the last one leaves them. So the index of a table that is made among them belongs to that table's options.
    """

    reduces_to_sql = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # a cached property, the models as they were: the first operation that asks has them drawn up again
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)
