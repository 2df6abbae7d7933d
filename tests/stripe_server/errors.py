"""What Stripe answers when it refuses [docs.stripe.com/api/errors]."""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An error answer: `status` and the fields of its `error` object. `ours` is true when the caller's code is wrong, which fails the test."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        ours: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.ours = ours
        self.error: Json = {"type": type, "message": message}
        if code:
            self.error["code"] = code
            self.error["doc_url"] = f"https://docs.stripe.com/error-codes#{code.replace('_', '-')}"
        if param:
            self.error["param"] = param
        self.error |= more

    @property
    def body(self) -> Json:
        return {"error": self.error}


def missing(kind: str, row_id: str, *, param: str = "id", status: int = 404) -> Refusal:
    """No such object: 404 for one named by the path, 400 for one named by a parameter."""
    return Refusal(f"No such {kind}: '{row_id}'", status=status, code="resource_missing", param=param)


def required(param: str) -> Refusal:
    """A parameter that the typed definitions leave open but this use of the endpoint needs."""
    return Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param, ours=True)
