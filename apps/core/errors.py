"""How a verb says no. The middleware turns these into pages; nothing has changed when one is raised."""

from typing import Any


class Refused(Exception):
    """The rules forbid it. `sentence` is shown to the user; `field` names the form field it belongs to, if any; `row` is where to go on."""

    status_code = 409

    def __init__(self, sentence: str, *, field: str | None = None, row: Any = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.row = row


class Stale(Refused):
    """The row moved meanwhile: somebody else was first, or the page was old."""


class NotAllowed(Refused):
    """This user may not do this to this row."""

    status_code = 403


class Busy(Refused):
    """Many wanted the same row at once, and this request never had its turn."""

    status_code = 503

    def __init__(self) -> None:
        super().__init__("Many people are doing this at the same moment. Nothing was done; please try again.")
