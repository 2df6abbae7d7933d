"""`python -m tests.stripe_server --port 8111 --webhook http://127.0.0.1:8000/payments/webhooks/stripe/ --secret whsec_…`"""

import argparse
import signal
import threading
from pathlib import Path

from .server import StripeServer


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.stripe_server", description="Stripe's API on loopback, for the demo and for tests.")
    parser.add_argument("--port", type=int, default=8111)
    parser.add_argument("--key", default="sk_test_openchance")
    parser.add_argument("--webhook", default="", help="where events are posted")
    parser.add_argument("--secret", default="whsec_openchance", help="signs the platform's events")
    parser.add_argument("--connect-secret", default="", help="signs the events of connected accounts (default: the same)")
    parser.add_argument("--keep", type=Path, help="a file in which everything survives a restart")
    options = parser.parse_args()
    server = StripeServer(
        port=options.port,
        key=options.key,
        webhook_url=options.webhook,
        webhook_secret=options.secret,
        connect_secret=options.connect_secret or options.secret,
        keep=options.keep,
    )
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with server:
        print(f"  Stripe stand-in at {server.url}, key {server.key}", flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
