"""`make bench`: p95 at 4 clients, throughput at 16, each beside a bare Django page in the same run; money, beside a bare insert; and a conversation,
beside bare echoes.

    python -m tests.bench [--challenges 100000] [--database sqlite:///…|mongodb://…] [--seconds 6] [--rounds 3] [--clients 4] [--only money|chat|…]

Without --database: SQLite in var/, and MONGODB_URL too where it is set, with REDIS_URL as in production.
"""

import argparse
import json
import os
import statistics
from dataclasses import dataclass

from . import chat, money
from .load import Round, load
from .servers import ROOT, granian, manage

PORT, BARE_PORT = 8090, 8091
LIMIT_MS = 50
SHARE = 8  # our throughput is at least the bare page's over this


@dataclass
class Subject:
    """A page: its paths are asked for in turn; `who` is the handle of the person signed in, "" for a visitor."""

    name: str
    paths: list[str]
    who: str = ""


def prepare(database: str, challenges: int) -> dict[str, object]:
    """A database with the demo world and `challenges` more, made once; returns what to ask for."""
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "seed", "--if-empty", "--scale-to", str(challenges))
    manage(database, "collectstatic", "--noinput", "--verbosity", "0")
    answer = manage(database, "shell", "--no-imports", "-c", "from tests.bench.subjects import show; show()")
    found: dict[str, object] = json.loads(answer.splitlines()[-1])
    return found


Figures = tuple[float, float, float, list[str]]


def median_round(port: int, subject: Subject, cookies: dict[str, str], clients: int, seconds: float, rounds: int) -> Figures:
    """(p50 ms, p95 ms, answers a second), each the median of the rounds, and the errors."""
    headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookies[subject.who]} if subject.who else {})
    load(port, subject.paths, clients=clients, seconds=1.5, headers=headers)  # warm-up
    done: list[Round] = [load(port, subject.paths, clients=clients, seconds=seconds, headers=headers) for _ in range(rounds)]
    return (
        statistics.median(r.percentile(50) for r in done),
        statistics.median(r.percentile(95) for r in done),
        statistics.median(r.rate for r in done),
        [error for r in done for error in r.errors],
    )


def bench(database: str, options: argparse.Namespace) -> bool:
    kind = database.split(":")[0]
    print(f"\n{kind}: preparing {options.challenges:,} challenges", flush=True)
    found = prepare(database, options.challenges)
    cookies: dict[str, str] = found["cookies"]  # type: ignore[assignment]
    subjects = [Subject(**one) for one in found["subjects"]]  # type: ignore[attr-defined]
    if options.only:
        subjects = [one for one in subjects if options.only in one.name]
    good = True
    if not options.only or options.only == "money":
        good = money.bench(database, options.seconds)
    if not subjects:
        return good
    with granian("openchance.wsgi:application", PORT, database), granian("tests.bench.bare:application", BARE_PORT, database):
        bare = Subject("bare Django page", ["/"])
        print(f"{'page':<34}{'p50':>8}{'p95':>8}   {'16 clients':>10}{'errors':>8}{'of bare':>9}")
        for subject in subjects:
            p50, p95, _, few = median_round(PORT, subject, cookies, options.clients, options.seconds, options.rounds)
            *_, rate, errors = median_round(PORT, subject, cookies, 16, options.seconds, options.rounds)
            *_, base, _ = median_round(BARE_PORT, bare, cookies, 16, options.seconds / 2, options.rounds)
            ok = p95 < LIMIT_MS and not few and not errors and rate * SHARE >= base
            good &= ok
            mark = "" if ok else "  <-"
            figures = f"{p50:>6.1f}ms{p95:>6.1f}ms   {rate:>8.0f}/s{len(few) + len(errors):>8}{rate / base:>8.2f} of {base:.0f}/s{mark}"
            print(f"{subject.name:<34}{figures}", flush=True)
            for error in (few + errors)[:2]:
                print(f"    {error}")
    return good


def beside(database: str, name: str) -> str:
    """The address of another database, next to this one."""
    head, dot, options = database.partition(".sqlite3" if database.startswith("sqlite") else "?")
    return f"{head}_{name}{dot}{options}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--challenges", type=int, default=100_000)
    parser.add_argument("--database", action="append")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4, help="that ask at once, without a pause, where p95 is measured")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    databases = options.database or [f"sqlite:///{ROOT / 'var' / 'bench.sqlite3'}"]
    if not options.database and "MONGODB_URL" in os.environ:
        databases.append(os.environ["MONGODB_URL"].replace("/openchance?", "/openchance_bench?"))
    good = [] if options.only == "chat" else [bench(database, options) for database in databases]
    if options.only in ("", "chat"):
        good.append(chat.bench([beside(database, "chat") for database in databases], max(options.seconds, 20)))
    raise SystemExit(0 if all(good) else 1)


main()
