"""The steps that people take, in the words that the pages show. Each works with and without JavaScript."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.notifications.models import Email

PASSWORD = "a long and quiet harbour"


def follow_mail(page: Page, address: str, link: str) -> None:
    """Open the newest message to that address, as its reader would, by the link that matches."""
    text = Email.objects.filter(address=address).order_by("-created_at").values_list("text", flat=True)
    found = next(match for message in text if (match := re.search(rf"https?://[^\s/]+({link}\S*)", message)))
    page.goto(found[1])


def register(page: Page, name: str, handle: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Join").first.click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("E-mail address").fill(f"{handle}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Join").click()
    follow_mail(page, f"{handle}@example.com", "/accounts/confirm-email/")
    page.locator("main").get_by_role("button", name="Verify the address").click()
    page.goto("/dashboard/")
    expect(page.locator("main")).not_to_contain_text("Verify your e-mail")


def post_challenge(page: Page, title: str, amount: str) -> str:
    """Fill the form, publish, and return the challenge's address."""
    page.goto("/dashboard/")
    page.get_by_role("link", name=re.compile("Post a challenge")).first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Field", exact=True).select_option(label="Design")
    page.locator("textarea[name=brief]").fill("The dial of 1871 is **lost**.\n\n- Scale 1:1\n- Two colours")
    page.locator("textarea[name=criteria]").nth(0).fill("Every tick matches the photograph within 0.5 mm")
    page.locator("textarea[name=criteria]").nth(1).fill("Prints in two colours")
    page.locator("input[name=reward_min]").fill(amount)
    page.locator("input[name=deadline]").fill((timezone.now() + timedelta(days=20)).strftime("%Y-%m-%d"))
    page.get_by_role("button", name="Publish").click()
    confirm(page, "Publish")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.url


def confirm(page: Page, words: str) -> None:
    """Where a dialog asks once more, say yes."""
    asked = page.locator("dialog[open], [popover]:popover-open").get_by_role("button", name=re.compile(words))
    if asked.count():
        asked.first.click()


def apply(page: Page, title: str, amount: str) -> None:
    page.goto("/challenges/")
    page.get_by_role("link", name=title).first.click()
    page.locator("main").get_by_role("link", name="Apply").first.click()
    page.get_by_label("Cover letter").fill("I would begin with the hour ring, because the photograph is sharpest there.")
    page.locator("input[name=days]").fill("14")
    page.locator("input[name=plan-0-title]").fill("The whole dial")
    page.locator("input[name=plan-0-amount]").fill(amount)
    page.locator("input[name=plan-0-days]").fill("14")
    page.get_by_role("button", name="Send the application").click()
    expect(page.locator("main")).to_contain_text("The whole dial")


def accept(page: Page, challenge: str) -> str:
    """Accept the only application and return the contract's address."""
    page.goto(challenge)
    page.locator("main").get_by_role("link", name=re.compile("application", re.I)).first.click()
    main, accept = page.locator("main"), re.compile("^Accept")
    main.get_by_role("button", name=accept).or_(main.get_by_role("link", name=accept)).first.click()
    if "/contracts/" not in page.url:
        page.get_by_role("button", name=accept).locator("visible=true").last.click()
    page.wait_for_url(re.compile(r"/contracts/[0-9a-f-]+/"))
    return page.url


def fund(page: Page, contract: str) -> None:
    page.goto(contract)
    page.locator("main").get_by_role("button", name=re.compile("^Fund")).first.click()
    page.wait_for_url(re.compile("/sandbox/"))
    page.get_by_role("button", name=re.compile("^Pay")).first.click()
    page.wait_for_url(re.compile("/(contracts|payments)/"))
    page.goto(contract)
    expect(page.locator(".standing")).to_contain_text("held")


def deliver(page: Page, contract: str) -> None:
    page.goto(contract)
    page.locator("main").get_by_role("link", name=re.compile("^Deliver")).first.click()
    page.get_by_label("Note").first.fill("Here it is, with the measurements.")
    page.locator("textarea[name=answer_1]").fill("Measured on the print: 0.3 mm.")
    page.locator("textarea[name=answer_2]").fill("Black and vermilion.")
    page.locator("input[type=file]").first.set_input_files({"name": "dial.txt", "mimeType": "text/plain", "buffer": b"0.3 mm everywhere"})
    page.get_by_role("button", name="Deliver").click()
    page.wait_for_url(re.compile(re.escape(contract.split("#")[0]) + "(#.*)?$"))  # the form waits for its files
    expect(page.locator("main")).to_contain_text("dial.txt")


def approve(page: Page, contract: str) -> None:
    page.goto(contract)
    for number in (1, 2):
        page.locator(f"label:has(input[name=met_{number}][value=yes])").click()
    page.get_by_role("button", name=re.compile("^Approve and release")).first.click()
    again = page.get_by_role("button", name=re.compile("^(Approve and release|Release)")).locator("visible=true")
    if page.locator("dialog[open], [popover]:popover-open").count() or "/approve/" in page.url:
        again.last.click()
    page.goto(contract)
    expect(page.locator("main")).to_contain_text("Released")


def review(page: Page, contract: str, text: str) -> None:
    page.goto(contract)
    page.locator("main").get_by_role("link", name=re.compile("review", re.I)).first.click()
    for aspect in ("stars", "quality", "communication", "timeliness"):
        page.locator(f"label:has(input[name={aspect}][value='5'])").click()
    page.locator("textarea[name=text]").fill(text)
    page.locator("main").get_by_role("button", name=re.compile("review", re.I)).last.click()
    page.goto(contract)
