"""`make run-stripe`: the site at its own database, paying through this server; Ctrl-C stops both."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from .server import StripeServer

HOME = Path(__file__).resolve().parents[2]
KEPT = HOME / "var"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run-stripe")
    parser.add_argument("--port", type=int, default=8000, help="where the site listens")
    parser.add_argument("--stripe-port", type=int, default=8111, help="where the stand-in for Stripe listens")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupt)
    webhook = f"http://127.0.0.1:{options.port}/payments/webhooks/stripe/"
    with StripeServer(port=options.stripe_port, key="sk_test_openchance", webhook_url=webhook, keep=KEPT / "stripe.pickle") as server:
        site = {"DATABASE_URL": f"sqlite:///{KEPT / 'stripe.sqlite3'}", "SITE_URL": f"http://127.0.0.1:{options.port}"}
        playing = os.environ | site | {"STRIPE_SECRET_KEY": "", "ALLOW_SANDBOX_PAYMENTS": "1"}
        for command in (("migrate", "--verbosity", "0"), ("seed", "--if-empty")):  # the demo's past was paid in the sandbox
            subprocess.run(manage(*command), env=playing, cwd=HOME, check=True)
        print(f"\n  The stand-in for Stripe, with buttons for banks and cardholders: {server.url}", flush=True)
        served = subprocess.Popen(manage("serve", "--port", str(options.port)), env=playing | server.environment(), cwd=HOME)
        try:
            return served.wait()
        except KeyboardInterrupt:
            served.terminate()
            return 0
        finally:
            served.wait(10)


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
