"""What allauth asks the house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def clean_username(self, username: str, shallow: bool = False) -> Any:
        return super().clean_username(username.lower(), shallow=shallow)
