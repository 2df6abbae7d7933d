"""Money through the stand-in for Stripe, as the two sides and the bank meet it: from an account half opened to a chargeback that was lost.

SHOTS in the environment names a folder for pictures of each station.
"""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings
from playwright.sync_api import Page, expect

from apps.contracts.models import Contract
from apps.core.middleware import usual_policy
from apps.payments import services
from apps.payments.models import Chargeback, Operation, Payment
from apps.payments.proof import problems
from openchance.demo import cast
from tests.e2e.conftest import Open
from tests.e2e.places import sign_in
from tests.stripe_server import StripeServer

SHOTS = os.environ.get("SHOTS", "")
Result = TypeVar("Result")


@pytest.fixture(scope="module")
def bank(address: str) -> Iterator[StripeServer]:
    """The stand-in, told of the site's webhooks; browsers may be sent to it."""
    with StripeServer(webhook_url=f"{address}/payments/webhooks/stripe/") as server:
        policy: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
        policy.append(server.url)
        usual_policy.cache_clear()
        yield server


@pytest.fixture
def stripe(site: str, bank: StripeServer) -> Iterator[StripeServer]:
    """A new world behind the stand-in; the site takes new payments through it."""
    bank.reset()
    words: dict[str, Any] = dict(bank.environment())
    words["STRIPE_WEBHOOK_SECRETS"] = words["STRIPE_WEBHOOK_SECRETS"].split(",")
    with override_settings(**words):
        yield bank
    assert bank.control.violations() == []


def apart(function: Callable[[], Result]) -> Result:
    """In a thread of its own: the browser's driver runs a loop in this one."""

    def work() -> Result:
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


class Walk:
    """The two sides' browsers, and the stations they pass."""

    def __init__(self, person: Open, site: str, stripe: StripeServer, width: int, javascript: bool) -> None:
        self.stripe, self.width = stripe, width
        people = apart(cast.cast)
        self.olga, self.sam = people["olga"], people["sam"]
        self.owner, self.solver = (person(width=width, javascript=javascript) for _ in range(2))
        sign_in(self.owner, self.olga, site)
        sign_in(self.solver, self.sam, site)

    def contract(self, title: str, *, state: str = "awaiting") -> Any:
        """One between the two, with two milestones of €600 and €1,200."""

        def make() -> Contract:
            made: Contract = cast.contract(self.olga, self.sam, title=title)
            if state != "awaiting":
                self.fund_quietly(made)
            if state in ("delivered", "released"):
                cast.delivered(made.milestones.get(position=1))
            if state == "released":
                services.approve(made.milestones.get(position=1), by=self.olga)
            return made

        return apart(make)

    def fund_quietly(self, contract: Contract) -> None:
        milestone = contract.milestones.get(position=1)
        services.start_funding(milestone, by=self.olga)
        payment = Payment.objects.get(milestone=milestone, status="open")
        self.stripe.control.pay(payment.session_id)
        services.settle(payment)

    def charge_of(self, contract: Contract) -> str:
        return apart(lambda: Payment.objects.get(contract=contract, status="succeeded").charge_id)

    def heard(self) -> None:
        """Every webhook has arrived."""
        self.stripe.control.wait_idle(20)

    def shot(self, page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{self.width}.png", full_page=True)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)], ids=["desk", "phone without JavaScript"])
def test_funding_onboarding_release_and_payout(person: Open, site: str, stripe: StripeServer, width: int, javascript: bool) -> None:
    walk = Walk(person, site, stripe, width, javascript)
    owner, solver = walk.owner, walk.solver
    main = solver.locator("main")

    # Sam begins to set up his payouts before he has won anything, and leaves it half done
    solver.goto("/settings/payouts/")
    walk.shot(solver, "payouts-before")
    main.get_by_label("Country").select_option(value="DE")
    main.locator("form[action$='/set-up/']").get_by_role("button").first.click()
    solver.wait_for_url(re.compile(re.escape(stripe.url)))
    solver.get_by_role("button", name="Save and leave it incomplete").click()
    solver.wait_for_url(re.compile("/settings/payouts/"))
    expect(main).to_contain_text("needs from you")
    walk.shot(solver, "payouts-incomplete")

    # Olga's card is declined, the next one asks for 3-D Secure
    contract = walk.contract("Redraw the tide clock of Nordholm")
    owner.goto(contract.get_absolute_url())
    owner.locator("main").get_by_role("button", name=re.compile("^Fund")).first.click()
    owner.wait_for_url(re.compile(re.escape(stripe.url)))
    walk.shot(owner, "checkout")
    owner.locator("input[name=card][value='4000000000000002']").check()
    owner.get_by_role("button", name=re.compile("^Pay")).click()
    expect(owner.get_by_role("alert")).to_contain_text("declined")
    owner.locator("input[name=card][value='4000002760003184']").check()
    owner.get_by_role("button", name=re.compile("^Pay")).click()
    owner.get_by_role("button", name="Complete authentication").click()
    owner.wait_for_url(re.compile("/payments/.*/return/"))
    expect(owner.locator("h1")).to_contain_text("Paid and held")
    walk.shot(owner, "paid")

    # the work is delivered and approved; the money waits for Sam's account
    apart(lambda: cast.delivered(contract.milestones.get(position=1)))
    owner.goto(contract.get_absolute_url())
    approve(owner)
    expect(owner.locator("main")).to_contain_text("Released")
    solver.goto(contract.get_absolute_url())
    expect(main).to_contain_text("payout account")
    walk.shot(solver, "waits-for-account")
    assert apart(lambda: Operation.objects.get().waits_for) == "account"

    # Sam finishes, and the money goes out by itself
    solver.goto("/settings/payouts/")
    expect(main).to_contain_text("€552.00")
    main.locator("form[action$='/set-up/']").get_by_role("button").first.click()
    solver.locator("input[name=name]").fill("Sam Okafor")
    solver.locator("input[name=iban]").fill("DE89370400440532013000")
    solver.get_by_role("button", name="Save and finish").click()
    solver.wait_for_url(re.compile("/settings/payouts/"))
    walk.heard()
    solver.reload()
    walk.shot(solver, "payouts-ready")
    assert apart(lambda: Operation.objects.get().status) == "done"
    solver.goto(contract.get_absolute_url())
    expect(main).to_contain_text("tr_")
    walk.shot(solver, "timeline")

    # his bank is paid
    solver.goto("/settings/payouts/")
    main.locator("form[action$='/dashboard/']").get_by_role("button").click()
    solver.wait_for_url(re.compile(re.escape(stripe.url)))
    solver.get_by_role("button", name="Pay out now").click()
    walk.heard()
    solver.goto("/settings/payouts/")
    expect(main).to_contain_text("€552.00")
    expect(main).to_contain_text("po_")
    solver.goto("/payments/")
    expect(main).to_contain_text("Paid out to you")
    walk.shot(solver, "payments")

    # and both have their papers
    for page, words in ((owner, ("Receipt", "Invoice")), (solver, ("Payout statement",))):
        page.goto("/payments/documents/")
        for word in words:
            expect(page.locator("main")).to_contain_text(word)
        walk.shot(page, f"documents-{words[0].split()[-1].lower()}")
    assert apart(lambda: list(problems())) == []


def approve(page: Page) -> None:
    for number in (1, 2):
        page.locator(f"label:has(input[name=met_{number}][value=yes])").click()
    page.get_by_role("button", name=re.compile("^Approve and release")).first.click()
    again = page.get_by_role("button", name=re.compile("^(Approve and release|Release)")).locator("visible=true")
    if page.locator("dialog[open], [popover]:popover-open").count() or "/approve/" in page.url:
        again.last.click()


def test_several_milestones_refund_and_dispute(person: Open, site: str, stripe: StripeServer) -> None:
    walk = Walk(person, site, stripe, 1280, True)
    owner, solver = walk.owner, walk.solver

    # both milestones in one payment, and then all of it back
    contract = walk.contract("Draw the star map of Uppsala")
    owner.goto(contract.get_absolute_url())
    owner.locator("main summary", has_text="Fund several").click()
    owner.locator("main").get_by_role("button", name="Fund these").click()
    owner.wait_for_url(re.compile(re.escape(stripe.url)))
    expect(owner.locator("body")).to_contain_text("1,800")
    owner.get_by_role("button", name=re.compile("^Pay")).click()
    owner.wait_for_url(re.compile("/payments/.*/return/"))
    expect(owner.locator("main")).to_contain_text("€1,800.00")
    owner.goto(contract.get_absolute_url() + "cancel/")
    owner.get_by_label("Why").or_(owner.locator("textarea[name=reason]")).first.fill("The museum has lost its funding.")
    owner.locator("main form").get_by_role("button").first.click()
    walk.heard()
    owner.goto(contract.get_absolute_url())
    expect(owner.locator("main")).to_contain_text("re_")
    walk.shot(owner, "refunded")

    # a dispute whose amounts cross settles in the middle
    disputed = walk.contract("Fold a map that does not tear", state="delivered")
    owner.goto(f"{disputed.get_absolute_url()}milestones/1/dispute/")
    owner.get_by_label(re.compile("should get")).fill("300")
    owner.locator("textarea[name=text]").fill("Half of the ticks are missing.")
    owner.get_by_role("button", name="Open the dispute").click()
    solver.goto(f"{disputed.get_absolute_url()}milestones/1/dispute/")
    expect(solver.locator("main")).to_contain_text("€300.00")
    walk.shot(solver, "dispute")
    solver.get_by_label(re.compile("should get")).fill("250")
    solver.locator("textarea[name=text]").fill("Then let us end it.")
    solver.get_by_role("button", name="Send your answer").click()
    solver.goto(disputed.get_absolute_url())
    expect(solver.locator("main")).to_contain_text("€275.00")
    walk.shot(solver, "settled")
    assert apart(lambda: list(problems())) == []


@pytest.mark.parametrize("won", [True, False], ids=["won", "lost"])
def test_a_chargeback(person: Open, site: str, stripe: StripeServer, won: bool) -> None:
    walk = Walk(person, site, stripe, 390 if won else 1280, True)
    contract = walk.contract("Redraw the tide clock of Nordholm", state="funded" if won else "released")
    dispute = stripe.control.dispute(walk.charge_of(contract))
    walk.heard()
    for page, who in ((walk.owner, "owner"), (walk.solver, "solver")):
        page.goto(contract.get_absolute_url())
        expect(page.locator("main")).to_contain_text("bank")
        walk.shot(page, f"frozen-{who}")
    stripe.control.close_dispute(dispute["id"], won=won)
    walk.heard()
    for page, who in ((walk.owner, "owner"), (walk.solver, "solver")):
        page.goto(contract.get_absolute_url())
        walk.shot(page, f"chargeback-{'won' if won else 'lost'}-{who}")
    assert apart(lambda: Chargeback.objects.get().status) == ("won" if won else "lost")
    assert apart(lambda: list(problems())) == []
