"""Who may do what to an application. `owner` is the challenge's owner, `solver` the one who applied."""

from apps.core.permissions import is_owner, is_party, is_solver, nobody

__all__ = ["is_owner", "is_party", "is_solver", "nobody"]
