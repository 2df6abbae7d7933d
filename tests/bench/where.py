"""Where a page's time goes: `python -m tests.bench.where [--database …]`, by a thousand looks a second at what runs.

Each look counts for the innermost of these that is at work: the database's own answer, rows made of it, statements built, templates, compression,
the session and who is signed in, the rest of the middleware, our own code.
"""

import argparse
import io
import json
import os
import signal
import sys
import time
from collections import Counter
from contextlib import redirect_stdout
from types import FrameType
from typing import Any

from .servers import ROOT, environment

PLACES = (  # the innermost frame whose code is named decides
    ("the database's answer", ("SQLiteCursorWrapper.execute", "DatabaseWrapper.run", "CursorWrapper.execute")),
    ("rows of it", ("ModelIterable.__iter__", "ValuesIterable.__iter__", "Statement.rows")),
    ("building statements", ("SQLCompiler.as_sql", "QuerySet.filter", "QuerySet._clone", "Query.build_filter")),
    ("compression", ("compress",)),
    ("session and person", ("SessionStore.load", "get_user")),
    ("token against forgery", ("form_token",)),
    ("templates", ("Template.render",)),
    ("our view", ("detail", "dashboard", "index", "home")),
    ("middleware", ("MiddlewareMixin.__call__", "WSGIHandler.__call__")),
)
PAGES = ("home", "discover", "challenge", "contracts", "dashboard", "notices", "messages")
NAMES = {code: place for place, codes in PLACES for code in codes}


def place_of(frame: FrameType | None) -> str:
    while frame is not None:
        found = NAMES.get(frame.f_code.co_qualname)
        if found:
            return found
        frame = frame.f_back
    return "the rest"


def request(application: Any, path: str, cookie: str) -> None:
    before, _, query = path.partition("?")
    told = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": before,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8090",
        "REMOTE_ADDR": "127.0.0.1",
    }
    asked = {"HTTP_HOST": "127.0.0.1:8090", "HTTP_ACCEPT_ENCODING": "gzip", "HTTP_COOKIE": cookie, "SCRIPT_NAME": "", "wsgi.url_scheme": "http"}
    status: list[str] = []
    answer = application(
        {**told, **asked, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr}, lambda line, headers, error=None: status.append(line)
    )
    b"".join(answer)
    answer.close()
    assert status[0].startswith("200"), f"{path}: {status[0]}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.where", description=__doc__)
    parser.add_argument("--database", default=f"sqlite:///{ROOT / 'var' / 'bench.sqlite3'}")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    os.environ.update(environment(options.database, 8090), DJANGO_SETTINGS_MODULE="openchance.settings")
    from openchance.wsgi import application
    from tests.bench.subjects import show

    with redirect_stdout(io.StringIO()) as printed:
        show()
    found = json.loads(printed.getvalue())
    for subject in found["subjects"]:
        if subject["name"].startswith(PAGES) and options.only in subject["name"]:
            look(application, subject["name"], subject["paths"], found["cookies"].get(subject.get("who", ""), ""))


def look(application: Any, name: str, paths: list[str], cookie: str, seconds: float = 6) -> None:
    for path in paths:
        request(application, path, cookie)
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda number, frame: seen.update([place_of(frame)]))
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    count, began, until = 0, time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        request(application, paths[count % len(paths)], cookie)
        count += 1
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(f"\n{name}: {(time.process_time() - began) / count * 1000:.1f} ms of one core, {sum(seen.values()):,} looks")
    for place, number in seen.most_common():
        print(f"  {100 * number / sum(seen.values()):4.0f} %  {place}")


if __name__ == "__main__":
    main()
