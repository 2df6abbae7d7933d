"""Two people talk: words, files, typing, read marks; one loses the connection and finds it again; signing out elsewhere closes the talk."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from apps.messages.models import Conversation, Message, MessageFile
from apps.messages.services import find_or_open
from apps.users.models import User
from openchance.demo import cast
from tests.e2e.conftest import Open
from tests.e2e.test_uploads import bucket, files
from tests.s3_server import Bucket
from tests.uploads.test_previews import picture

__all__ = ["bucket"]

SLOW = 15_000  # ms


@pytest.fixture
def talk(site: str) -> Conversation:
    """About Sam's application to Olga's challenge."""
    people = cast.cast()
    return find_or_open(cast.application(cast.open_challenge(people["olga"]), people["sam"]), by=people["sam"])


def come_in(page: Page, handle: str, path: str) -> None:
    """Signed in, without walking through the form."""
    client = Client()
    client.force_login(User.objects.get(handle=handle))
    base = page.context.new_page()
    base.goto("/robots.txt")
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": base.url} for name, cookie in client.cookies.items()])
    base.close()
    page.goto(path)


def say(page: Page, words: str) -> None:
    page.get_by_label("Message to").fill(words)
    page.get_by_label("Message to").press("Enter")


def sees(page: Page, words: str) -> None:
    expect(page.locator(".msg", has_text=words)).to_have_count(1, timeout=SLOW)


def said(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".msg[data-seq] .said").all_inner_texts()]


def test_two_people_talk(person: Open, talk: Conversation) -> None:
    solver, owner = person(), person(width=390)
    come_in(solver, "sam", talk.get_absolute_url())
    say(solver, "The hour ring is\tdone <b>today</b>, see https://example.org/ring.")
    sees(solver, "The hour ring is")
    come_in(owner, "olga", "/messages/")
    owner.locator(".convs a", has_text="Sam Okafor").click()
    sees(owner, "<b>today</b>")
    expect(owner.locator(".said a")).to_have_attribute("rel", "nofollow noopener noreferrer ugc")

    owner.get_by_label("Message to").fill("Lovely.\nSend it?")
    owner.get_by_role("button", name="Send").click()
    sees(solver, "Send it?")
    row = solver.locator(".convs a[aria-current]")
    expect(row.locator(".last")).to_have_text("Lovely. Send it?")
    expect(row.locator("time")).to_have_text(solver.locator(".msg time").last.inner_text())  # of the reader's zone, not the browser's
    expect(owner.locator(".msg.mine")).to_have_count(1)
    expect(solver.locator(".msg.mine")).to_have_count(1)
    solver.bring_to_front()
    expect(owner.locator(".msg.mine .meta.read")).to_contain_text("Read", timeout=SLOW)

    owner.get_by_label("Message to").press_sequentially("Or")
    expect(solver.locator("[data-typing]")).to_have_text("Olga is typing", timeout=SLOW)

    solver.get_by_label("Attach files").set_input_files({"name": "ring.txt", "mimeType": "text/plain", "buffer": b"hour ring"})
    say(solver, "")
    expect(owner.get_by_role("link", name="ring.txt")).to_be_visible(timeout=SLOW)
    assert MessageFile.objects.get().name == "ring.txt"
    with owner.expect_download() as download:
        owner.get_by_role("link", name="ring.txt").click()
    assert download.value.suggested_filename == "ring.txt"


def test_what_is_written_offline_is_sent_once_and_in_order(person: Open, talk: Conversation) -> None:
    solver, owner = person(), person()
    come_in(solver, "sam", talk.get_absolute_url())
    say(solver, "Before")
    sees(solver, "Before")
    come_in(owner, "olga", talk.get_absolute_url())

    solver.context.set_offline(True)
    for words in ("First", "Second", "Third"):
        say(solver, words)
    expect(solver.locator(".msg.pending")).to_have_count(3)
    expect(solver.locator(".msg.pending").first).to_contain_text("waits for a connection")
    say(owner, "Meanwhile")
    expect(owner.locator(".msg.pending")).to_have_count(0, timeout=SLOW)
    assert Message.objects.count() == 2

    solver.context.set_offline(False)
    for page in (solver, owner):
        sees(page, "Third")
        sees(page, "Meanwhile")
    expect(solver.locator(".msg.pending")).to_have_count(0, timeout=SLOW)
    assert said(solver) == said(owner) == ["Before", "Meanwhile", "First", "Second", "Third"]

    solver.context.set_offline(True)
    say(solver, "Kept over a reload")
    expect(solver.locator(".msg.pending")).to_contain_text("waits for a connection")
    solver.context.set_offline(False)
    solver.reload()
    sees(owner, "Kept over a reload")
    sees(solver, "Kept over a reload")
    assert Message.objects.count() == 6


def test_pictures_go_ahead_of_their_message_and_wait_for_a_connection_with_it(bucket: Bucket, person: Open, talk: Conversation) -> None:
    solver, owner = person(), person(width=390)
    come_in(solver, "sam", talk.get_absolute_url())
    say(solver, "Look")
    sees(solver, "Look")
    come_in(owner, "olga", talk.get_absolute_url())
    solver.get_by_label("Attach files").set_input_files(files(("ring.jpg", picture(size=(900, 600)))))
    say(solver, "")  # while it is on its way
    for page in (solver, owner):
        shown = page.locator(".msg .picture img")
        expect(shown).to_be_visible(timeout=SLOW)
        assert shown.evaluate("image => image.getBoundingClientRect().width") > 150
        expect(shown).to_have_js_property("complete", True)
        assert shown.evaluate("async image => (await image.decode(), image.naturalWidth)") == 640
    assert MessageFile.objects.get().file.name in bucket.keys and not bucket.refusals

    solver.context.set_offline(True)
    solver.get_by_label("Attach files").set_input_files(files(("levels.csv", b"hour;level"), ("late.txt", b"late")))
    solver.get_by_role("button", name="Remove late.txt").click()
    say(solver, "The levels")
    expect(solver.locator(".msg.pending")).to_contain_text("levels.csv")
    expect(solver.locator(".msg.pending")).to_contain_text("waits for a connection")
    solver.context.set_offline(False)
    expect(owner.get_by_role("link", name="levels.csv")).to_be_visible(timeout=SLOW)
    assert sorted(MessageFile.objects.values_list("name", flat=True)) == ["levels.csv", "ring.jpg"]
    assert [words for words in said(owner) if words] == ["Look", "The levels"]


def test_signing_out_in_another_tab_closes_the_talk(person: Open, talk: Conversation) -> None:
    solver = person()
    come_in(solver, "sam", talk.get_absolute_url())
    say(solver, "Mine alone")
    sees(solver, "Mine alone")
    third, other = solver.context.new_page(), solver.context.new_page()
    third.goto("/messages/")
    other.goto("/dashboard/")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other).to_have_url(re.compile("/$"))
    solver.bring_to_front()
    expect(solver).to_have_url(re.compile("/accounts/login/"), timeout=SLOW)
    assert "Mine alone" not in solver.content()
    expect(third.get_by_role("alert")).to_contain_text("You are signed out")


def test_without_a_script_a_form_and_a_page(person: Open, talk: Conversation) -> None:
    solver, owner = person(javascript=False), person(javascript=False, width=390)
    come_in(solver, "sam", talk.get_absolute_url())
    solver.get_by_label("Message to").fill("By form")
    solver.get_by_label("Attach files").set_input_files({"name": "ring.txt", "mimeType": "text/plain", "buffer": b"hour ring"})
    solver.get_by_role("button", name="Send").click()
    expect(solver.locator(".msg.mine")).to_contain_text("By form")
    come_in(owner, "olga", "/messages/")
    owner.locator(".convs a", has_text="Sam Okafor").click()
    sees(owner, "By form")
    owner.get_by_label("More about this conversation").click()
    owner.get_by_role("button", name="Mark as read").click()
    assert User.objects.get(handle="olga").unread_messages == 0
