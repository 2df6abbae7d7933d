"""What all pages about money share: everything to be read by moderators, nothing changed by hand, actions for those with the finance role."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from apps.core.errors import Refused
from apps.payments.gateways.errors import GatewayError
from apps.users import readonly
from apps.users.permissions import is_finance

MOST = 100  # rows that one press does something to


class ReadOnly(readonly.ReadOnly):
    ordering = ["-id"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        """For actions: those who may move money."""
        return is_finance(request.user)

    def say(self, request: HttpRequest, count: int, words: str) -> None:
        self.message_user(request, f"{count} {words}", messages.SUCCESS if count else messages.WARNING)

    def each(self, request: HttpRequest, rows: Iterable[Any], verb: Callable[[Any], Any], words: str) -> None:
        """Do it to each of the chosen rows; say for how many it worked, and why not for the others."""
        done, reasons = 0, set[str]()
        for row in list(rows)[:MOST]:
            try:
                done += bool(verb(row))
            except Refused as refusal:
                reasons.add(refusal.sentence)
            except GatewayError as error:
                reasons.add(f"The gateway: {error}")
        for reason in sorted(reasons)[:10]:
            self.message_user(request, reason, messages.WARNING)
        if done or not reasons:
            self.say(request, done, words)
