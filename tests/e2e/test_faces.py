"""What every page is made of works in a real browser: with and without a script, by keyboard, in both themes, from 320 to 1600 px."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test.utils import override_settings
from playwright.sync_api import Page, Response, expect

from .conftest import Open

ERRORS = ["400", "403", "403_csrf", "404", "413", "429", "500", "errors-refused"]


@pytest.fixture(autouse=True)
def with_pages_to_try() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.e2e.faces_urls"):
        yield


def problems(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_style_guide(person: Open, width: int, dark: bool) -> None:
    page = person(width=width, dark=dark)
    page.goto("/dev/components/")
    assert problems(page) == []


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_are_accessible_and_lead_on(person: Open, name: str) -> None:
    page = person(width=390)
    page.goto(f"/try/error/{name}/")
    assert problems(page) == []
    assert page.locator("main h1").count() == 1
    assert page.locator("main .actions a").count() >= 1


def test_nothing_is_wider_than_the_window(person: Open) -> None:
    page = person()
    for path in ("/dev/components/", "/try/form/", "/try/error/404/"):
        for width in (320, 390, 600, 768, 1024, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (path, width)


def test_targets_are_large_enough(person: Open) -> None:
    page = person(width=390)
    page.goto("/dev/components/")
    small = page.evaluate(
        """[...document.querySelectorAll("a, button, summary, label.choice, .segments label, .stars label")].filter((each) => {
            const box = each.getBoundingClientRect();
            const inText = each.closest("p, .skills, h3, .notice, .summary, .facts dd");
            const stretched = getComputedStyle(each, "::after").position === "absolute";
            return box.width && !each.matches(".hidden, .skip") && !inText && !stretched && box.height < 43.5;
        }).map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_a_first_visit_is_small(person: Open) -> None:
    page = person()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # a bound method of a list cannot be listened with
    page.goto("/try/form/")
    page.wait_for_load_state("networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    assert len(answers) <= 8, [answer.url for answer in answers]
    assert sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes) < 60_000


def test_a_list_of_inputs_grows_and_numbers_itself(person: Open) -> None:
    page = person()
    page.goto("/try/form/")
    add = page.get_by_role("button", name="Add a criterion")
    page.get_by_label("Criterion 1").fill("It runs")
    add.click()
    expect(page.get_by_label("Criterion 2")).to_be_focused()
    expect(page.get_by_label("Criterion 2")).to_have_value("")
    add.click()
    add.click()
    expect(page.locator("textarea[name=criteria]")).to_have_count(4)
    expect(add).to_be_hidden()


def test_what_was_typed_survives_a_lost_session(person: Open) -> None:
    page = person()
    page.goto("/try/form/")
    page.get_by_label("Criterion 1").fill("It runs")
    page.get_by_role("button", name="Add a criterion").click()
    page.get_by_label("Criterion 2").fill("It is quiet")
    page.get_by_label("Title").fill("lost")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/accounts/login/**")
    page.goto("/try/form/")
    expect(page.get_by_text("This is what you had typed before")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("lost")
    expect(page.get_by_label("Criterion 2")).to_have_value("It is quiet")
    page.get_by_role("button", name="Start again without it").click()
    expect(page.get_by_label("Title")).to_have_value("")


def test_what_was_taken_is_not_offered_again(person: Open) -> None:
    page = person()
    page.goto("/try/form/")
    page.get_by_label("Title").fill("A tide clock")
    page.get_by_role("button", name="Publish").click()
    toast = page.get_by_role("status").filter(has_text="Posted")
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="OK").click()
    expect(toast).to_have_count(0)
    page.goto("/try/form/")
    expect(page.get_by_label("Title")).to_have_value("")


def test_the_room_left_is_said(person: Open) -> None:
    page = person()
    page.goto("/try/form/")
    page.get_by_label("Title").fill("seventeen letters")
    expect(page.get_by_text("3 characters left")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_summary_of_errors_takes_focus(person: Open, javascript: bool) -> None:
    page = person(javascript=javascript)
    page.goto("/try/form/")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if javascript:
        expect(page.get_by_label("Title")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_dialog_asks_once_and_can_be_left(person: Open, javascript: bool) -> None:
    page = person(javascript=javascript)
    page.goto("/dev/components/")
    question = page.get_by_role("dialog", name="Delete the draft “Tide clock”?")
    opener = page.locator("[popovertarget=delete-draft]").first
    opener.click()
    expect(question).to_be_visible()
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    opener.click()
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_theme_is_remembered(person: Open, javascript: bool) -> None:
    page = person(javascript=javascript)
    page.goto("/try/after/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.locator("input[name=theme][value=dark]").check()
    if not javascript:
        page.get_by_role("button", name="Use").click()
    assert page.evaluate(ground) != light
    page.goto("/try/form/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate(ground) != light


def test_the_skip_link_is_first_and_focus_is_visible(person: Open) -> None:
    page = person()
    page.goto("/try/form/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 40
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_no_page_needs_a_style_attribute_or_an_inline_script(person: Open) -> None:
    page = person()
    page.goto("/dev/components/")
    assert page.locator("[style]").count() == 0
    assert page.locator("script:not([src]):not([type=speculationrules])").count() == 0
    assert "unsafe" not in str(settings.CONTENT_SECURITY_POLICY)
