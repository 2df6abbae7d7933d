"""How objects leave the house: without private fields, with what `expand[]` asks for."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from .errors import Json, Refusal
from .events import public

if TYPE_CHECKING:
    from .world import World

KNOWN_ONLY_BY_ID = ("ba", "cus", "pm", "pyr")  # what this server has no object for stays an id
INCLUDABLE: dict[tuple[str, str], Callable[["World", Json], list[Json]]] = {
    ("checkout.session", "line_items"): lambda world, row: row["_line_items"],
    ("charge", "refunds"): lambda world, row: world.refunds.where("charge", row["id"])[::-1],
}


def rendered(world: "World", row: Json, expand: Iterable[str]) -> Json:
    """Raises `Refusal` for a property that cannot be expanded."""
    out = {**row, "data": [public(item) for item in row["data"]]} if row.get("object") == "list" else public(row)
    for path in expand:
        if path.count(".") > 3:
            raise Refusal(f"You cannot expand more than 4 levels of a property ({path}).", param="expand", ours=True)
        expand_path(world, out, row, path.split("."), path)
    return out


def expand_path(world: "World", out: Json, row: Json, steps: list[str], path: str) -> None:
    name, rest = steps[0], steps[1:]
    value = out.get(name)
    includable = INCLUDABLE.get((str(out.get("object")), name))
    if includable is not None:
        if not isinstance(value, dict):
            out[name] = listed([public(item) for item in includable(world, row)], f"/v1/{name}")
    elif isinstance(value, str):
        target = world.find(value)
        if target is None and value.split("_")[0] not in KNOWN_ONLY_BY_ID:
            raise Refusal(f"This property cannot be expanded ({path}).", param="expand", ours=True)
        out[name] = public(target) if target else value
    elif name not in out:
        raise Refusal(f"This property cannot be expanded ({path}).", param="expand", ours=True)
    if rest:
        go_on(world, out[name], rest, path)


def go_on(world: "World", value: Any, rest: list[str], path: str) -> None:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            expand_path(world, item, world.find(str(item.get("id"))) or item, rest, path)


def listed(rows: list[Json], url: str, more: bool = False) -> Json:
    return {"object": "list", "data": rows, "has_more": more, "url": url}
