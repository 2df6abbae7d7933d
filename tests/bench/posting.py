"""Clients that post: so many a second whatever the server does, or as many as it takes."""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Sequence

from .load import Round

Post = tuple[bytes, dict[str, str]]  # body, headers


def in_crowd(clients: int, one: Callable[[], None]) -> None:
    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post_all(port: int, path: str, posts: Sequence[Post], *, clients: int, rate: float = 0) -> Round:
    """Post each once from `clients` connections. With a `rate`, the n-th one is sent n/rate seconds after the first, or as soon after that as a
    connection is free, and its time counts from when it was due: a server that falls behind is seen to."""
    result, turn, began = Round(0), itertools.count(), time.perf_counter()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (number := next(turn)) < len(posts):
            due = began + number / rate if rate else time.perf_counter()
            time.sleep(max(0.0, due - time.perf_counter()))
            body, headers = posts[number]
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                result.errors.append(repr(error))
                connection.close()
                continue
            if answer.status != 200:
                result.errors.append(f"{path}: {answer.status}")
            result.times.append((time.perf_counter() - due) * 1000)
        connection.close()

    in_crowd(clients, client)
    result.seconds = time.perf_counter() - began
    return result
