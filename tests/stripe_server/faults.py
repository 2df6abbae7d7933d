"""Failures on purpose: what goes wrong with which request, chosen by a test or by chance with a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

Point = Literal["before", "after", "409", "429", "500", "timeout", "cut", "500_after"]
POINTS: tuple[Point, ...] = get_args(Point)
SEVEN: tuple[Point, ...] = POINTS[:7]


@dataclass(slots=True)
class Plan:
    """Requests that match get these faults: `script` in its order first (None: none), then one of `points` with `chance`.

    - `before`: 503, no effect, nothing kept under the key.
    - `after`: the effect is done and the answer kept, but the connection is cut before a byte of it.
    - `409`: the key is said to be in use; no effect, nothing kept.
    - `429`: too many requests; no effect, nothing kept.
    - `500`: no effect, but the 500 is kept under the key and replayed.
    - `timeout`: nothing for `stall` seconds, then the effect and the answer.
    - `cut`: the connection is cut before any effect.
    - `500_after`: the effect is done, yet a 500 is answered and kept: only a look at the objects tells.
    """

    script: list[Point | None] = field(default_factory=list)
    points: Sequence[Point] = SEVEN
    chance: float = 0.0
    method: str = "*"
    path: str = "/v1/"
    stall: float = 1.0


@dataclass(frozen=True, slots=True)
class Fault:
    point: Point
    stall: float


class Faults:
    def __init__(self, seed: int | None = None) -> None:
        self.random = random.Random(seed)
        self.plans: list[Plan] = []
        self.injected: dict[str, int] = dict.fromkeys(POINTS, 0)

    def draw(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets: the first plan that matches decides, and scripts come before chance."""
        matching = [plan for plan in self.plans if plan.method in ("*", method) and path.startswith(plan.path) and (plan.script or plan.chance)]
        if not matching:
            return None
        plan = next((plan for plan in matching if plan.script), matching[0])
        point = plan.script.pop(0) if plan.script else self.random.choice(plan.points) if self.random.random() < plan.chance else None
        if point is None:
            return None
        self.injected[point] += 1
        return Fault(point, plan.stall)
