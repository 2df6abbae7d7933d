"""The main job by keyboard alone, and what happens to people in a hurry: sessions that end, double clicks, tabs that are old."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Locator, Page, expect

from apps.applications.models import Application
from apps.applications.services import withdraw
from apps.contracts.models import Contract, Delivery
from apps.messages.services import find_or_open, send
from apps.payments.models import Payment
from apps.users.models import User
from openchance.demo import cast

from .conftest import Open
from .places import sign_in

RING = """() => { const at = document.activeElement, box = at.getBoundingClientRect();
    for (let each = at; each; each = each.parentElement) if (getComputedStyle(each).outlineStyle !== "none") return box.width > 0 ? "" : at.outerHTML;
    return at.outerHTML.slice(0, 160); }"""


def apart(make: Callable[[], Any]) -> Any:
    """Do it in a thread of its own: the browser's driver runs a loop in this one."""

    def made() -> Any:
        try:
            return make()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(made).result()


@pytest.fixture
def people(site: str) -> dict[str, User]:
    return cast.cast()


@pytest.fixture
def challenge(people: dict[str, User]) -> Any:
    return apart(lambda: cast.open_challenge(people["olga"]))


@pytest.fixture
def waiting(people: dict[str, User]) -> Delivery:
    """Delivered, and to be judged by Olga."""
    return apart(lambda: cast.delivered(cast.funded(cast.contract(people["olga"], people["sam"]))))  # type: ignore[no-any-return]


def tab_to(page: Page, target: Locator, *, most: int = 60) -> None:
    """Press Tab until `target` has focus; each stop on the way shows that it has it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(RING) == "", "focus is not to be seen"
        if target.evaluate("(each) => each === document.activeElement"):
            return
    raise AssertionError(f"{target} is not to be reached by keyboard")


def test_an_application_is_sent_by_keyboard(person: Open, site: str, people: dict[str, User], challenge: Any) -> None:
    page = person()
    sign_in(page, people["sam"], site)
    page.goto(challenge.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.locator("main").get_by_role("link", name="Apply").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/")
    tab_to(page, page.get_by_role("button", name="Send the application"))
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Cover letter")).to_be_focused()
    page.keyboard.type("I would begin with the hour ring.")
    for field, words in ((page.get_by_label("Which drawing of yours"), "The star map of Uppsala."), (page.locator("[name=days]"), "14")):
        tab_to(page, field)
        page.keyboard.type(words)
    tab_to(page, page.get_by_role("button", name="Send the application"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/*/")
    assert Application.objects.get().letter == "I would begin with the hour ring."


def test_an_application_is_accepted_in_a_dialog_by_keyboard(person: Open, site: str, people: dict[str, User], challenge: Any) -> None:
    apart(lambda: cast.application(challenge, people["sam"]))
    page = person()
    sign_in(page, people["olga"], site)
    page.goto(f"{challenge.get_absolute_url()}applications/")
    accept = page.locator("main").get_by_role("button", name="Accept").first
    tab_to(page, accept)
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog")
    expect(question.get_by_role("button", name="Not yet")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(accept).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, question.get_by_role("button", name="Accept"), most=3)
    page.keyboard.press("Enter")
    page.wait_for_url("**/contracts/*/")
    assert Contract.objects.get().solver == people["sam"]


def test_a_delivery_is_judged_by_keyboard(person: Open, site: str, people: dict[str, User], waiting: Delivery) -> None:
    page = person()
    sign_in(page, people["olga"], site)
    page.goto(waiting.milestone.contract.get_absolute_url())
    for number in (1, 2):
        tab_to(page, page.locator(f"input[name=met_{number}]").first)
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Approve and release").first)
    page.keyboard.press("Enter")
    again = page.get_by_role("dialog").get_by_role("button", name="release").or_(page.get_by_role("button", name="Approve and release"))
    if page.locator("dialog:popover-open, dialog[open]").count():
        tab_to(page, again.last, most=3)
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Released")


def test_a_conversation_by_keyboard(person: Open, site: str, people: dict[str, User], waiting: Delivery) -> None:
    talk = apart(lambda: find_or_open(waiting.contract.application, by=people["sam"]))
    apart(lambda: send(talk, by=people["sam"], text="There it is.", client_key=uuid4()))
    page = person()
    sign_in(page, people["olga"], site)
    page.goto("/messages/")
    tab_to(page, page.locator(".convs li a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/messages/*/")
    tab_to(page, page.locator(".event a", has_text="Sam delivered milestone 1"))
    more = page.locator(".msg .more")
    tab_to(page, more)
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    tab_to(page, sheet.get_by_role("button", name="Report the message"), most=12)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(more).to_be_focused()
    tab_to(page, page.get_by_label("Attach files"))
    tab_to(page, page.get_by_label("Message to Sam"), most=1)
    page.keyboard.type("Thank you.")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("I look at it now.")
    page.keyboard.press("Enter")
    expect(page.locator(".msg.mine[data-seq]")).to_contain_text("I look at it now.")
    expect(page.get_by_label("Message to Sam")).to_be_focused()


@pytest.mark.parametrize(
    "where", ["/", "/challenges/", "/dashboard/", "/contracts/", "/payments/", "/notifications/", "/settings/profile/", "/settings/notifications/"]
)
def test_every_stop_shows_that_it_has_the_focus(person: Open, site: str, people: dict[str, User], challenge: Any, where: str) -> None:
    page = person()
    sign_in(page, people["olga"], site)
    page.goto(where)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(RING) == ""


def test_what_was_typed_survives_the_end_of_a_session(person: Open, site: str, people: dict[str, User], challenge: Any) -> None:
    page = person()
    sign_in(page, people["sam"], site)
    page.goto(f"{challenge.get_absolute_url()}apply/")
    page.get_by_label("Cover letter").fill("I would begin with the hour ring.")
    page.locator("[name=days]").fill("14")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Send the application").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_label("E-mail address").fill("sam@example.org")
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/apply/")
    expect(page.get_by_text("This is what you had typed before")).to_be_visible()
    expect(page.get_by_label("Cover letter")).to_have_value("I would begin with the hour ring.")
    expect(page.locator("[name=days]")).to_have_value("14")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_double_click_applies_once_and_pays_once(person: Open, site: str, people: dict[str, User], challenge: Any, javascript: bool) -> None:
    solver, owner = person(javascript=javascript), person(javascript=javascript)
    sign_in(solver, people["sam"], site)
    sign_in(owner, people["olga"], site)
    solver.goto(f"{challenge.get_absolute_url()}apply/")
    solver.get_by_label("Cover letter").fill("I would begin with the hour ring.")
    solver.get_by_label("Which drawing of yours").fill("The star map of Uppsala.")
    solver.locator("[name=days]").fill("14")
    solver.get_by_role("button", name="Send the application").dblclick(no_wait_after=True)
    expect(solver).to_have_url(re.compile(r"/applications/[0-9a-f-]+/$"))  # a plain wait fails when the second press cuts off the first one's answer
    assert Application.objects.count() == 1
    agreement = apart(lambda: accepted(people["olga"]))
    owner.goto(agreement.get_absolute_url())
    owner.locator("main").get_by_role("button", name="Fund").first.dblclick(no_wait_after=True)
    expect(owner).to_have_url(re.compile("/sandbox/"))
    assert Payment.objects.count() == 1


def accepted(owner: User) -> Contract:
    from apps.contracts.services import accept_application

    return accept_application(Application.objects.get(), by=owner)


def test_an_old_tab_says_what_happened_meanwhile(person: Open, site: str, people: dict[str, User], challenge: Any) -> None:
    offer = apart(lambda: cast.application(challenge, people["sam"]))
    page = person()
    sign_in(page, people["olga"], site)
    page.goto(f"{challenge.get_absolute_url()}applications/")
    page.locator("main").get_by_role("button", name="Accept").first.click()
    apart(lambda: withdraw(offer, by=people["sam"]))
    page.get_by_role("dialog").get_by_role("button", name="Accept").click()
    expect(page.locator("main h1")).to_contain_text("withdr")
    expect(page.locator("main")).to_contain_text("Nothing has changed")
    assert not Contract.objects.exists()
    page.get_by_role("link", name="See how it stands now").click()
    expect(page.locator("main")).to_contain_text("Withdrawn")


def test_two_tabs_decide_once(person: Open, site: str, people: dict[str, User], waiting: Delivery) -> None:
    first = person()
    sign_in(first, people["olga"], site)
    second = first.context.new_page()
    address = waiting.milestone.contract.get_absolute_url()
    for tab in (first, second):
        tab.goto(address)
    first.locator("textarea[name=feedback]").fill("Tick 40 is off.")
    first.locator("label:has(input[name=met_1][value=yes])").click()
    first.locator("label:has(input[name=met_2][value=no])").click()
    first.get_by_role("button", name="Request changes").click()
    expect(first.locator(".standing")).to_contain_text("Sam Okafor")
    for number in (1, 2):
        second.locator(f"label:has(input[name=met_{number}][value=yes])").click()
    second.get_by_role("button", name="Approve and release").first.click()
    expect(second.locator("main")).to_contain_text("changes")
    assert list(Contract.objects.get().milestones.values_list("released_minor", flat=True)) == [0, 0]
