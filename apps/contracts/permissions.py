"""Who may do what to a contract and its milestones. `owner` pays, `solver` works."""

from apps.core.permissions import is_owner, is_party, is_solver, nobody

__all__ = ["is_owner", "is_party", "is_solver", "nobody"]
