"""Pages pass into one another where the browser can do it in time; where it cannot, nothing is broken."""

from playwright.sync_api import Browser

LATE = "Transition was aborted because of invalid state. Page already revealed"
REJECTED = "([reason, name]) => { Promise.reject(name ? new DOMException(reason, name) : new Error(reason)); }"


def test_a_transition_that_comes_too_late_is_no_error_of_the_page(site: str, browser: Browser) -> None:
    context = browser.new_context(base_url=site)
    page, broken = context.new_page(), list[str]()
    page.on("pageerror", lambda error: broken.append(error.message))
    page.goto("/")
    page.evaluate(REJECTED, [LATE, "InvalidStateError"])
    page.evaluate(REJECTED, ["something else", ""])
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true), 50))")
    context.close()
    assert broken == ["something else"]
