"""Workers that can be killed: `python -m tests.notifications.workers < job.json` sends what is due in several processes, and kills some of them.

The first process starts Django and opens nothing, so that a worker is a fork of it and costs milliseconds. Each works until nothing is due. The
answer, on the last line, says how many were killed.
"""

import json
import os
import random
import select
import signal
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Crew:
    size: int
    turns: list[int]  # after so many handled rows, one is killed
    dice: random.Random
    workers: dict[int, int] = field(default_factory=dict)  # end of its pipe → process
    handled: int = 0
    killed: int = 0

    def work(self) -> None:
        for _ in range(self.size):
            self.hire()
        while self.workers:
            ready, _, _ = select.select(list(self.workers), [], [], 120)
            if not ready:
                raise TimeoutError("No worker has handled anything for two minutes.")
            for end in ready:
                dots = os.read(end, 1000)
                self.handled += len(dots)
                if not dots:
                    self.leave(end)
            while self.turns and self.handled >= self.turns[0] and self.workers:
                self.turns.pop(0)
                self.kill()

    def kill(self) -> None:
        """One of them, somewhere in its work."""
        end = self.dice.choice(list(self.workers))
        time.sleep(self.dice.uniform(0, 0.03))
        os.kill(self.workers[end], signal.SIGKILL)
        self.leave(end)
        self.killed += 1
        self.hire()

    def leave(self, end: int) -> None:
        os.waitpid(self.workers.pop(end), 0)
        os.close(end)

    def hire(self) -> None:
        mine, theirs = os.pipe()
        pid = os.fork()
        if pid:
            os.close(theirs)
            self.workers[mine] = pid
            return
        for other in (*self.workers, mine):
            os.close(other)
        serve(theirs, random.Random(self.dice.random() + os.getpid()))
        os._exit(0)


def serve(end: int, dice: random.Random) -> None:
    """Send what is due, in any order, a dot for each."""
    from apps.notifications.tasks import CHANNELS, send

    while True:
        due = [(name, str(key)) for name, model in CHANNELS.items() for key in model._default_manager.due().values_list("pk", flat=True)[:60]]
        if not due:
            return
        dice.shuffle(due)
        for channel, key in due:
            send.call(channel, key)
            os.write(end, b".")


def main() -> None:
    job = json.load(sys.stdin)
    import django

    django.setup()
    import logging

    from django.conf import settings
    from django.urls import get_resolver

    logging.disable(logging.WARNING)
    for name, value in job["settings"].items():
        setattr(settings, name, value)
    get_resolver().url_patterns  # noqa: B018  every view is imported once, before the forks
    crew = Crew(job["workers"], job["turns"], random.Random(job["seed"]))
    crew.work()
    print(json.dumps({"killed": crew.killed, "handled": crew.handled}))


if __name__ == "__main__":
    main()
