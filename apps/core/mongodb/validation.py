"""What `manage.py check --database default` says about the server."""

from typing import Any

from django.core import checks
from django_mongodb_backend import validation


class DatabaseValidation(validation.DatabaseValidation):  # type: ignore[misc]
    prohibited_fields = frozenset[str]()  # S13: numbered keys are fine here

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found: list[checks.CheckMessage] = super().check(**kwargs)
        if not self.connection.features._supports_transactions:
            sentence = "MongoDB does not run as a replica set: there would be no transactions."
            found.append(checks.Error(sentence, hint="One member will do.", id="core.E001"))
        return found
