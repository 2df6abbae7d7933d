"""Clients that ask for one page over and over, on connections they keep."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Round:
    """What `clients` connections saw in `seconds`: milliseconds of each answer, and answers that were not 200."""

    seconds: float
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.times, n=100)[percent - 1] if len(self.times) > 1 else float("inf")


def ask(port: int, paths: list[str], headers: dict[str, str], until: float, result: Round, first: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    number = first
    while time.perf_counter() < until:
        path = paths[number % len(paths)]
        number += 1
        began = time.perf_counter()
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            result.errors.append(f"{path}: {error!r}")
            connection.close()
            continue
        if answer.status != 200:
            result.errors.append(f"{path}: {answer.status}")
            continue
        result.times.append((time.perf_counter() - began) * 1000)
    connection.close()


def load(port: int, paths: list[str], *, clients: int, seconds: float, headers: dict[str, str] | None = None) -> Round:
    """Ask for `paths` in turn from `clients` connections at once, for `seconds`."""
    result = Round(seconds)
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(port, paths, headers or {}, until, result, n)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result
