"""Idempotency keys as documented [docs.stripe.com/api/idempotent_requests]: the first answer is kept for 24 hours by the server's clock."""

from dataclasses import dataclass

from .errors import Refusal

KEPT_FOR = 24 * 3600
Name = tuple[str | None, str]  # a key belongs to an account


@dataclass(frozen=True, slots=True)
class Kept:
    """The first answer under a key, and to what."""

    path: str
    parameters: str
    status: int
    body: bytes
    request_id: str
    created: int


class Keys:
    def __init__(self) -> None:
        self.kept: dict[Name, Kept] = {}
        self.in_use: set[Name] = set()

    def replay(self, name: Name, path: str, parameters: str, now: int) -> Kept | None:
        """The first answer, when there is one. Raises `Refusal`: in use (409), or used with another request (400)."""
        if name in self.in_use:
            raise in_use(name[1])
        kept = self.kept.get(name)
        if kept is None:
            return None
        if kept.created + KEPT_FOR <= now:
            del self.kept[name]
            return None
        if kept.path != path:
            raise Refusal(
                f"Keys for idempotent requests can only be used for the same endpoint they were first used for ('{path}' vs '{kept.path}'). "
                f"Try using a key other than '{name[1]}' if you meant to execute a different request.",
                type="idempotency_error",
            )
        if kept.parameters != parameters:
            raise Refusal(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{name[1]}' if you meant to execute a different request.",
                type="idempotency_error",
            )
        return kept


def in_use(key: str) -> Refusal:
    return Refusal(
        "There is currently another in-progress request using this idempotency key (that probably means you submitted twice, and the other request "
        f"is still going through): {key}. Please try again later.",
        status=409,
        type="idempotency_error",
        code="idempotency_key_in_use",
    )
