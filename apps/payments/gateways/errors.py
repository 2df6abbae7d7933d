"""What a gateway's call may raise."""

from apps.core.money import Money


class GatewayError(Exception):
    """Something about the gateway; the text is for operators."""


class GatewayOff(GatewayError):
    """This gateway is not switched on here."""


class OutcomeUnknown(GatewayError):
    """It may or may not have happened: ask again with the same key."""


class GatewayRefusal(GatewayError):
    """It definitely did not happen, and never will under this key: another attempt needs a new one."""


class Shortage(GatewayRefusal):
    """The solver's balance at the gateway covers only `available` of what should come back."""

    def __init__(self, words: str, available: Money) -> None:
        super().__init__(words)
        self.available = available


class WrongObject(GatewayError):
    """The gateway speaks of another amount, currency, account or mode than we do: nothing is booked, an operator must look."""


class BadSignature(GatewayError):
    """The webhook was not sent by the gateway, or not now."""
