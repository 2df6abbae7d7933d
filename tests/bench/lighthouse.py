"""Lighthouse on the pages that strangers see first: `python -m tests.bench.lighthouse` (needs Node's npm and Chromium; a development script).

Serves the demo world as production does, asks npm's lighthouse for the four categories, and exits 1 below 98 anywhere.
"""

import json
import os
import shutil
import subprocess
import sys

from .servers import ROOT, granian, manage

PORT = 8092
FOLDER = ROOT / "var" / "lighthouse"
LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def lighthouse() -> str:
    """The path of the command, installed into var/ once."""
    command = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(FOLDER), "lighthouse@13"], check=True)
    return str(command)


def scores(command: str, path: str, chromium: str, *, desktop: bool) -> dict[str, int]:
    """Category → points of 100."""
    report = FOLDER / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
    form = ["--preset=desktop"] if desktop else []
    subprocess.run(
        [command, f"http://127.0.0.1:{PORT}{path}", "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}", *form],
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    found = json.loads(report.read_text())
    for audit in found["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] in ("binary", "numeric", "metricSavings"):
            print(f"      {audit['id']}: {audit.get('displayValue', '')} {audit['title']}")
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    if not chromium or not shutil.which("npm"):
        raise SystemExit("This needs npm and Chromium (name it in CHROMIUM).")
    database = f"sqlite:///{ROOT / 'var' / 'lighthouse.sqlite3'}"
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "seed", "--if-empty")
    manage(database, "collectstatic", "--noinput", "--verbosity", "0")
    challenge = manage(database, "shell", "--no-imports", "-c", FIRST).strip().splitlines()[-1]
    command, good = lighthouse(), True
    with granian("openchance.wsgi:application", PORT, database):
        for name, path in (("home", "/"), ("discover", "/challenges/"), ("challenge", challenge)):
            for desktop in (False, True):
                found = scores(command, path, chromium, desktop=desktop)
                good &= min(found.values()) >= LEAST
                print(f"{name:<10} {'desk' if desktop else 'phone':<6} " + "  ".join(f"{key} {value}" for key, value in found.items()), flush=True)
    sys.exit(0 if good else 1)


FIRST = """
from apps.challenges.models import Challenge
print(Challenge.objects.filter(is_listed=True, status="open").order_by("-published_at").first().get_absolute_url())
"""

if __name__ == "__main__":
    main()
