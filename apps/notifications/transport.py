"""How a provider says no. What each of these means for the row that was to be sent is decided by the outbox."""


class Undelivered(Exception):
    """The provider did not take it; `reason` is for the log and for the operator, and names no person."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class Gone(Undelivered):
    """There is no such device any more: it is forgotten, and nothing is sent to it again."""


class Later(Undelivered):
    """Not now: the provider is down, slow or throttles. Try again after `seconds`, or whenever the outbox would (0)."""

    def __init__(self, seconds: int = 0, reason: str = "") -> None:
        super().__init__(reason)
        self.seconds = seconds


class Rejected(Undelivered):
    """Never: trying again would be refused again."""


class Stopped(Undelivered):
    """The person told their carrier that they want no texts from us."""
