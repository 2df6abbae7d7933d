"""One request that is being executed."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import Json
from .render import listed

if TYPE_CHECKING:
    from .shelf import Shelf
    from .world import World


@dataclass(slots=True)
class Call:
    """`params` are typed and checked, `ids` are those of the path, `account` is the Stripe-Account header (None: the platform)."""

    world: "World"
    params: dict[str, Any]
    ids: list[str] = field(default_factory=list)
    account: str | None = None
    base_url: str = ""
    path: str = ""

    def page(self, shelf: "Shelf", **filters: Any) -> Json:
        rows, more = shelf.page(self.params, filters, account=self.account)
        return listed(rows, self.path, more)

    def row(self, shelf: "Shelf") -> Json:
        """The object that the path names."""
        return shelf.get(self.ids[0], account=self.account)
