"""What may be expected of this engine."""

from django_mongodb_backend import features


class DatabaseFeatures(features.DatabaseFeatures):  # type: ignore[misc]
    supports_unspecified_pk = False
    # `supports_transactions` stays False: Django asks it in order to wrap tests into one, which needs savepoints. `atomic` is real all the same.
