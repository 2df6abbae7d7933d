"""How a provider misbehaves: one vocabulary for all of them.

server.faults.fail_next("throttled")                 the next request, once
server.faults.rate(0.2, seed=7)                      each request with this probability, a kind of USUAL by chance
server.faults.rate(0.2, seed=7, kinds=("down",))
server.faults.rate(0)                                well again
server.faults.count["taken_and_died"]                what happened so far
"""

import random
import threading
from collections import Counter, deque

NOT_TAKEN = {
    "down": "503",
    "broken": "500",
    "throttled": "429 with Retry-After: 7",
    "forbidden": "403",
    "rejected": "400",
    "too_large": "413",
    "gone": "410",
    "stalled": "no answer until the server stops",
    "dripping": "a byte of the answer now and then, without an end",
    "endless": "an answer without an end",
    "cut": "the connection ends before anything is read",
    "redirecting": "307 to the server's own /elsewhere",
    "babbling": "not HTTP",
}
TAKEN = {
    "taken_and_died": "taken; the connection ends before the answer",
    "slow": "taken; the answer comes after 50 ms",
}
USUAL = ("down", "throttled", "cut", "taken_and_died", "slow")


class Faults:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: deque[str] = deque()
        self.count: Counter[str] = Counter()
        self.stalling = threading.Event()  # set: whoever is stalled is let go
        self.rate(0)

    def fail_next(self, kind: str, times: int = 1) -> None:
        if kind not in NOT_TAKEN and kind not in TAKEN:
            raise ValueError(f"There is no fault called {kind}.")
        with self.lock:
            self.waiting.extend([kind] * times)

    def rate(self, p_fail: float, *, seed: int = 0, kinds: tuple[str, ...] = USUAL) -> None:
        self.p_fail, self.kinds, self.chance = p_fail, kinds, random.Random(seed)

    def next(self) -> str:
        """What happens to this request; "" for nothing."""
        with self.lock:
            kind = self.waiting.popleft() if self.waiting else ""
            if not kind and self.p_fail and self.chance.random() < self.p_fail:
                kind = self.chance.choice(self.kinds)
            self.count[kind] += 1
            return kind
