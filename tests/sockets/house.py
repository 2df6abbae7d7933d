"""The site as it runs in production, on loopback: web processes, socket processes and a Redis of our own, each of which can be killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent.parent
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def tests_database() -> str:
    """DATABASE_URL of the database that this test is looking at."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    head, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}?{options}"


@dataclass
class Process:
    """One of the house's processes. What it says goes to `log`."""

    command: list[str]
    environment: dict[str, str]
    port: int
    log: IO[bytes]
    path: str = "/healthz"
    popen: "subprocess.Popen[bytes]" = field(init=False)

    def start(self) -> None:
        self.popen = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True)

    def wait(self) -> None:
        for _ in range(600):
            try:
                if self.path:
                    urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.path}", timeout=5).read()
                else:
                    socket.create_connection(("127.0.0.1", self.port), 5).close()
            except OSError:
                if self.popen.poll() is not None:
                    raise RuntimeError(f"{self.command} ended with {self.popen.returncode}: {self.said()[-2000:]}") from None
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"{self.command} does not answer: {self.said()[-2000:]}")

    def said(self) -> str:
        return Path(self.log.name).read_text(errors="replace")

    def kill(self) -> None:
        """Without a word, and all its children."""
        os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait(20)

    def stop(self) -> None:
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, signal.SIGTERM)
            try:
                self.popen.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def pids(self) -> list[int]:
        """It and what it has started."""
        found = [self.popen.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            found += [int(child) for child in children.read_text().split()] if children.exists() else []
        return found

    def seconds(self) -> float:
        """Of a processor, used so far."""
        parts = (Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in self.pids())
        return sum(int(part[11]) + int(part[12]) for part in parts) / CLOCK_TICKS

    def memory(self) -> int:
        """Bytes that are in memory now."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids()) * os.sysconf("SC_PAGE_SIZE")


@dataclass
class House:
    web: Process
    sockets: list[Process]
    redis: Process | None

    @property
    def processes(self) -> list[Process]:
        return [one for one in (self.redis, self.web, *self.sockets) if one is not None]

    def said(self) -> str:
        return "\n".join(one.said() for one in self.processes)


def here(database: str, redis_url: str) -> dict[str, str]:
    """The environment of a process that shares this test's database, sessions and people."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database,
        "REDIS_URL": redis_url,
        "PYTEST_XDIST_WORKER": "gw0",  # the house's Redis is its own: whichever worker started it, the number of its database is 8
        "LOG_LEVEL": "WARNING",
        "SECRET_KEY": settings.SECRET_KEY,
    }


def redis_process(folder: Path) -> Process:
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    return Process(command, dict(os.environ), port, (folder / "redis.log").open("wb"), path="")


def granian(port: int, environment: dict[str, str], log: IO[bytes], workers: int = 1) -> Process:
    words = f"-m granian --interface wsgi openchance.wsgi:application --host 127.0.0.1 --port {port} --workers {workers} --blocking-threads 2"
    return Process([sys.executable, *words.split(), "--backpressure", "128", "--no-access-log", "--log-level", "error"], environment, port, log)


def socket_process(port: int, environment: dict[str, str], log: IO[bytes]) -> Process:
    return Process([sys.executable, "manage.py", "sockets", "--port", str(port)], environment, port, log)


@contextmanager
def house(*, sockets: int = 2, environment: dict[str, str] | None = None, workers: int = 1) -> Iterator[House]:
    """One web process, so many socket processes, a Redis of their own; stopped when the block ends."""
    with TemporaryDirectory(prefix="openchance-house-") as name:
        folder = Path(name)
        redis = redis_process(folder)
        words = (environment or here(tests_database(), "")) | {"REDIS_URL": f"redis://127.0.0.1:{redis.port}/0"}
        web = granian(free_port(), words, (folder / "web.log").open("wb"), workers)
        ends = [socket_process(free_port(), words, (folder / f"socket{n}.log").open("wb")) for n in range(sockets)]
        whole = House(web, ends, redis)
        try:
            for process in whole.processes:
                process.start()
            for process in whole.processes:
                process.wait()
            yield whole
        finally:
            for process in reversed(whole.processes):
                if hasattr(process, "popen"):
                    process.stop()
                process.log.close()


def why_no_house() -> str:
    """Why there can be none here, or ""."""
    return "" if shutil.which("redis-server") else "no redis-server in the path"
