"""Workers that can be killed: `python -m tests.payments.workers < job.json` does a list of things in several processes, and kills some of them.

The first process starts Django and opens nothing, so that a worker is a fork of it and costs milliseconds. What a killed worker had in its hands
is done again by another, as a gateway sends an event again that was not answered. The answer, on the last line, says how often each happened.
"""

import json
import os
import random
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import Any

Thing = dict[str, Any]  # {"event": {...}, "secret": "…"} or {"operation": "<id>"}


@dataclass
class Worker:
    pid: int
    orders: int  # file descriptors
    answers: int
    holding: int | None = None


@dataclass
class Crew:
    things: list[Thing]
    size: int
    kills: int
    dice: random.Random
    workers: list[Worker] = field(default_factory=list)
    killed: int = 0
    statuses: dict[str, int] = field(default_factory=dict)

    def work(self) -> None:
        """Until every thing was answered for."""
        waiting = list(range(len(self.things)))[::-1]
        turns = sorted(self.dice.sample(range(1, max(len(waiting) - self.size, self.kills + 2)), self.kills))
        for _ in range(self.size):
            self.workers.append(self.hire())
        done = 0
        while done < len(self.things):
            for worker in self.workers:
                if worker.holding is None and waiting:
                    worker.holding = waiting.pop()
                    os.write(worker.orders, f"{worker.holding}\n".encode())
            if turns and done >= turns[0]:
                turns.pop(0)
                waiting += self.kill()
                continue  # what it held is handed out again, also when nobody else is busy
            ready, _, _ = select.select([worker.answers for worker in self.workers], [], [], 60)
            if not ready:
                raise TimeoutError("No worker has answered for a minute.")
            for worker in [one for one in self.workers if one.answers in ready]:
                status = os.read(worker.answers, 100).decode().strip()
                if not status:
                    raise ChildProcessError("A worker has died by itself.")
                self.statuses[status] = self.statuses.get(status, 0) + 1
                worker.holding, done = None, done + 1
        for worker in self.workers:
            os.close(worker.orders)
            os.waitpid(worker.pid, 0)

    def kill(self) -> list[int]:
        """One that is busy, somewhere in its work; what it held."""
        busy = [worker for worker in self.workers if worker.holding is not None]
        if not busy:
            return []
        worker = self.dice.choice(busy)
        time.sleep(self.dice.uniform(0, 0.03))
        os.kill(worker.pid, signal.SIGKILL)
        os.waitpid(worker.pid, 0)
        bury(worker.pid)
        self.killed += 1
        for end in (worker.orders, worker.answers):
            os.close(end)
        self.workers.remove(worker)
        self.workers.append(self.hire())
        return [worker.holding] if worker.holding is not None else []

    def hire(self) -> Worker:
        orders, answers = os.pipe(), os.pipe()
        pid = os.fork()
        if pid:
            os.close(orders[0])
            os.close(answers[1])
            return Worker(pid, orders[1], answers[0])
        for other in self.workers:  # not mine
            os.close(other.orders)
        os.close(orders[1])
        introduce(os.getpid())
        serve(self.things, orders[0], answers[1])
        os._exit(0)


def introduce(pid: int) -> None:
    """A worker's connections to MongoDB bear its name."""
    from django.db import connection

    if connection.vendor == "mongodb":
        connection.settings_dict["OPTIONS"]["appname"] = f"worker-{pid}"


def bury(pid: int) -> None:
    """End the transaction that a killed worker left open, as MongoDB does by itself after `transactionLifetimeLimitSeconds` (60): till then its rows
    are refused to everybody. What the worker had sent last may still be on its way to the server: looked for until it stays away.
    SQLite lets go of a dead process's lock at once."""
    from django.db import connection
    from pymongo import MongoClient

    if connection.vendor != "mongodb":
        return
    with MongoClient[dict[str, Any]](connection.settings_dict["HOST"]) as client:
        open_by_it = {"transaction": {"$exists": True}, "appName": f"worker-{pid}"}
        away = 0
        while away < 4:
            looked = client.admin.aggregate([{"$currentOp": {"idleSessions": True, "allUsers": True}}, {"$match": open_by_it}])
            if left := [{"id": session["lsid"]["id"]} for session in looked]:
                client.admin.command("killSessions", left)
            away = 0 if left else away + 1
            time.sleep(0.05)


def serve(things: list[Thing], orders: int, answers: int) -> None:
    with os.fdopen(orders) as lines:
        for line in lines:
            os.write(answers, f"{do(things[int(line)])}\n".encode())


def do(thing: Thing) -> str:
    if "operation" in thing:
        from apps.payments.models import Operation
        from apps.payments.services import perform

        return str(perform(Operation.objects.get(pk=thing["operation"])))
    return str(deliver(thing["event"], thing["secret"]))


def deliver(event: dict[str, Any], secret: str) -> int:
    """As the gateway does: bytes to the webhook's address; the status that came back."""
    from django.test import Client

    from tests.stripe_server.deliveries import signed

    body, signature = signed(event, [secret])
    answer = Client(raise_request_exception=False).post(
        "/payments/webhooks/stripe/", body, content_type="application/json", HTTP_STRIPE_SIGNATURE=signature
    )
    return answer.status_code


def main() -> None:
    job = json.load(sys.stdin)
    import django

    django.setup()
    from django.conf import settings
    from django.urls import get_resolver

    for name, value in job["settings"].items():
        setattr(settings, name, value)
    get_resolver().url_patterns  # noqa: B018  every view is imported once, before the forks
    crew = Crew(job["things"], job["workers"], job["kills"], random.Random(job["seed"]))
    crew.work()
    print(json.dumps({"killed": crew.killed, "statuses": crew.statuses}))


if __name__ == "__main__":
    main()
