"""The servers under load: granian with the site as production runs it, and granian with a bare page."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def environment(database: str, port: int, more: dict[str, str] | None = None) -> dict[str, str]:
    """Production's settings on loopback; rate limits off, since a bench writes faster than a person."""
    return {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": "bench-only-" * 6,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database,
        "REDIS_URL": os.environ.get("REDIS_URL", "") if database.startswith("mongodb") else "",  # what goes together
        "ALLOW_SANDBOX_PAYMENTS": "1",
        "RATELIMIT_ENABLE": "0",
        "LOG_LEVEL": "WARNING",
        **(more or {}),
    }


def manage(database: str, *words: str, more: dict[str, str] | None = None) -> str:
    """Run a manage.py command on the bench's database; raises with its output when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment(database, 8090, more), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"manage.py {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def granian(application: str, port: int, database: str, *, workers: int = 2, more: dict[str, str] | None = None) -> Iterator[None]:
    """Serve a WSGI application until the block ends."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "2", "--backpressure", "128", "--no-access-log", "--log-level", "error"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(database, port, more))
    try:
        wait(port)
        yield
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def worker(database: str, more: dict[str, str]) -> Iterator[None]:
    """The worker that does the jobs, where there is Redis; without it a job is done where it was ordered."""
    settings = environment(database, 8090, more)
    if not settings["REDIS_URL"]:
        yield
        return
    working = subprocess.Popen(
        ["nice", "-n", "5", sys.executable, "manage.py", "rqworker", "default", "papers"], cwd=ROOT, env=settings, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        working.terminate()
        working.wait(20)


def wait(port: int) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The server on port {port} did not start.")
