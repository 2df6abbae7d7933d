"""Inside the site, with Stripe's gateway: milestones are paid for and delivered, then approved at once, until each transfer is confirmed."""

import http.client
import json
import threading
import time
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import connections

from apps.payments import services
from apps.payments.gateways.orders import AccountOrder
from apps.payments.gateways.stripe import Stripe
from apps.payments.models import Operation, Payment, PayoutAccount
from apps.users.models import User
from openchance.demo import cast

from .bare_insert import add, make_table
from .posting import in_crowd

THREADS = 4
PATIENCE = 300  # seconds for everything to be confirmed
PLAN = [{"title": f"Part {number}", "amount_minor": 2500, "days": 3} for number in range(1, 11)]


def show(number: int, inserts: int) -> None:
    """One line of JSON: releases a second from the first approval to the last confirmed transfer, and bare inserts a second, by as many threads."""
    make_table()
    contracts = -(-number // len(PLAN)) + 1
    deliveries = [held(cast.person(f"payer{one}", "Payer"), payee(cast.person(f"payee{one}", "Payee"))) for one in range(contracts)]
    first = deliveries.pop()  # warm-up
    crowd([lambda one=one: services.approve(one, by=one.owner) for one in first])
    wait(first)
    waiting = [one for some in zip(*deliveries, strict=True) for one in some]  # neighbours are of different people, as on a site
    began = time.perf_counter()
    crowd([lambda one=one: services.approve(one, by=one.owner) for one in waiting])
    approved = time.perf_counter() - began
    wait(waiting)
    took = time.perf_counter() - began
    crowd([lambda: add("warm-up")] * 50)
    began = time.perf_counter()
    crowd([lambda: add(str(uuid4()))] * inserts)
    bare = inserts / (time.perf_counter() - began)
    done = Operation.objects.filter(milestone_id__in=[one.pk for one in waiting], kind="transfer", status="done").count()
    print(json.dumps({"count": done, "expected": len(waiting), "rate": done / took, "decided": len(waiting) / approved, "bare": bare}))


def payee(sam: User) -> User:
    """A solver whose account at this server is ready."""
    account = Stripe().create_account(AccountOrder(uuid4().hex, str(sam.pk), sam.email, "DE", sam.name)).id
    control("account", account_id=account, condition="ready")
    PayoutAccount.objects.filter(user=sam, gateway="stripe").delete()
    PayoutAccount.objects.create(user=sam, gateway="stripe", account_id=account, state="ready", country="DE", currency="EUR")
    return sam


def held(olga: User, sam: User) -> list[Any]:
    """The milestones of a new contract, paid for and delivered."""
    from apps.contracts.services import accept_application

    price = sum(one["amount_minor"] for one in PLAN)  # type: ignore[misc]
    challenge = cast.open_challenge(olga, reward_min_minor=price, reward_max_minor=price, visibility="unlisted")
    contract = accept_application(cast.application(challenge, sam, price_minor=price, days=30, plan=PLAN), by=olga)
    milestones = list(contract.milestones.order_by("position"))
    for milestone in milestones:
        services.start_funding(milestone, by=olga)
        payment = Payment.objects.get(milestone=milestone, status="open")
        control("pay", session_id=payment.session_id)
        services.settle(payment)
        milestone.refresh_from_db()
        cast.delivered(milestone)
        milestone.refresh_from_db()
    return milestones


def control(verb: str, **words: Any) -> None:
    there = urlsplit(settings.STRIPE_API_URL)
    connection = http.client.HTTPConnection(there.hostname or "", there.port, timeout=30)
    connection.request("POST", f"/_control/{verb}", json.dumps(words), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


def crowd(verbs: list[Any]) -> None:
    """Do all of them, in THREADS threads. Raises the first error."""
    turn, errors, lock = count(), [], threading.Lock()

    def one() -> None:
        try:
            while (number := next(turn)) < len(verbs):
                verbs[number]()
        except Exception as error:
            with lock:
                errors.append(error)
        finally:
            connections.close_all()

    in_crowd(THREADS, one)
    if errors:
        raise errors[0]


def wait(milestones: list[Any]) -> None:
    """Until none of their transfers is pending any more, or PATIENCE is over."""
    until, keys = time.monotonic() + PATIENCE, [one.pk for one in milestones]
    while Operation.objects.filter(status="pending", milestone_id__in=keys).exists() and time.monotonic() < until:
        time.sleep(0.02)
