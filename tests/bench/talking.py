"""Tabs that talk: so many, each once a second, and how long until every tab has heard it."""

import asyncio
import os
import re
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.sockets.house import Process

TABS = int(os.environ.get("CHAT_TABS", "50"))
LIMIT_MS = 50
MARK = re.compile(rb"mark-(\d+)-")

Say = Callable[[str], Awaitable[None]]


@dataclass
class Run:
    """Milliseconds from each saying to each delivery."""

    times: list[float] = field(default_factory=list)
    begun: dict[int, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    deliveries: int = 0
    seconds: float = 0.0

    def hear(self, text: bytes) -> None:
        found = MARK.search(text)
        if found:
            self.deliveries += 1
            began = self.begun.get(int(found[1]))
            if began is not None:
                self.times.append((time.perf_counter() - began) * 1000)

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.times, n=100)[percent - 1] if len(self.times) > 1 else float("inf")


async def talk(run: Run, says: list[Say], seconds: float, warm_up: float = 3.0) -> None:
    """Each says something once a second, evenly spread; what falls into the warm-up is not counted."""
    began = time.perf_counter()

    async def person(number: int, say: Say) -> None:
        turn = 0
        while (due := turn + number / len(says)) < warm_up + seconds:
            await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
            mark = turn * len(says) + number
            if due >= warm_up:
                run.begun[mark] = began + due  # a tab that falls behind is seen to
            try:
                await say(f"mark-{mark}- and something else that people say to each other")
            except (OSError, AssertionError) as error:
                run.errors.append(repr(error))
            turn += 1

    await asyncio.gather(*(person(number, say) for number, say in enumerate(says)))
    run.seconds = seconds
    await asyncio.sleep(1.5)


def report(name: str, run: Run, used: dict[str, float], spent: float) -> bool:
    expected = len(run.begun) * TABS
    p50, p95, p99 = (run.percentile(percent) for percent in (50, 95, 99))
    shares = ", ".join(f"{one} {seconds / spent:.0%}" for one, seconds in used.items())
    lost = f"   {expected - len(run.times)} not delivered" if len(run.times) != expected else ""
    print(
        f"{name:<26}{p50:>7.1f}{p95:>8.1f}{p99:>8.1f} ms{len(run.times) / run.seconds:>9,.0f}/s   {len(run.errors)} errors   {shares}{lost}",
        flush=True,
    )
    for error in run.errors[:2]:
        print(f"    {error}")
    return p95 < LIMIT_MS and not run.errors and len(run.times) == expected


async def measured(name: str, processes: dict[str, Process], run: Run, says: list[Say], seconds: float) -> bool:
    before = {one: process.seconds() for one, process in processes.items()}
    own, began = time.process_time(), time.perf_counter()
    await talk(run, says, seconds)
    used = {one: process.seconds() - before[one] for one, process in processes.items()}
    return report(name, run, used | {"load": time.process_time() - own}, time.perf_counter() - began)


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    try:
        for process in processes:
            process.start()
        for process in processes:
            process.wait()
        yield
    finally:
        for process in reversed(processes):
            if hasattr(process, "popen"):
                process.stop()
