"""The one public reply to a review."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.reviews.models import Review
from apps.reviews.services import hide, hide_reply, mend_reply, reply, restore_reply
from apps.users.models import User
from apps.users.services import block
from tests.races import run_parallel

from .world import fresh, told, write

SignIn = Callable[[User], Client]
WORDS = "The delay was <b>mine</b>; the rest I see differently."


@pytest.fixture
def review(work: Contract, olga: User, sam: User) -> Review:
    """Olga's of Sam, public."""
    written = write(work, olga)
    write(work, sam)
    found: Review = fresh(written)
    return found


def door(review: Review) -> str:
    return reverse("reviews:reply", args=[review.pk])


def test_the_reviewed_replies_once(signed_in: SignIn, client: Client, review: Review, olga: User, sam: User) -> None:
    browser = signed_in(sam)
    assert door(review) in browser.get("/people/sam/").content.decode()
    assert browser.get(door(review)).status_code == 200
    assert browser.post(door(review), {"text": WORDS}).status_code == 302
    page = client.get("/people/sam/").content.decode()
    assert "The delay was &lt;b&gt;mine&lt;/b&gt;" in page and door(review) not in page
    assert "The delay was" in client.get("/people/sam/reviews/").content.decode()
    assert told(olga)[-1] == "review.replied" and told(olga).count("review.replied") == 1
    assert reply(review, by=sam, text=WORDS).reply == WORDS  # pressed twice
    with pytest.raises(Stale):
        reply(review, by=sam, text="And another thing.")
    assert Event.objects.of(review).filter(verb="reply").count() == 1


def test_others_cannot_reply(signed_in: SignIn, client: Client, review: Review, olga: User, eve: User) -> None:
    for who in (olga, eve):
        assert signed_in(who).post(door(review), {"text": WORDS}).status_code == 403
        assert door(review) not in signed_in(who).get("/people/sam/").content.decode()
    assert client.post(door(review), {"text": WORDS})["Location"].startswith("/accounts/login/")
    assert fresh(review).reply == ""


def test_not_before_it_is_public_and_not_while_it_is_hidden(signed_in: SignIn, work: Contract, olga: User, sam: User, max_: User) -> None:
    sealed = write(work, olga)
    assert signed_in(sam).get(door(sealed)).status_code == 404
    with pytest.raises(Refused, match="once the review is public"):
        reply(sealed, by=sam, text=WORDS)
    write(work, sam)
    hide(sealed, by=max_, reason="Insult")
    with pytest.raises(Refused):
        reply(sealed, by=sam, text=WORDS)
    assert fresh(sealed).reply == ""


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_bad_input_is_said_at_the_field(signed_in: SignIn, review: Review, sam: User, text: str) -> None:
    response = signed_in(sam).post(door(review), {"text": text})
    assert response.status_code == 422 and "aria-invalid" in response.content.decode() and fresh(review).replied_at is None


def test_it_is_mended_for_a_quarter_of_an_hour(signed_in: SignIn, review: Review, olga: User, sam: User) -> None:
    reply(review, by=sam, text=WORDS)
    assert signed_in(sam).post(door(review), {"text": "The delay was mine."}).status_code == 302
    assert fresh(review).reply == "The delay was mine." and Event.objects.of(review).get(verb="mend_reply").note == WORDS
    with pytest.raises(NotAllowed):
        mend_reply(review, by=olga, text="No.")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert signed_in(sam).get(door(review)).status_code == 409
        assert signed_in(sam).post(door(review), {"text": "Too late."}).status_code == 409
    assert fresh(review).reply == "The delay was mine." and told(olga).count("review.replied") == 1


def test_moderators_hide_a_reply_and_show_it_again(signed_in: SignIn, client: Client, review: Review, olga: User, sam: User, max_: User) -> None:
    with pytest.raises(Stale):
        hide_reply(review, by=max_, reason="Nothing there")
    reply(review, by=sam, text=WORDS)
    for who in (olga, sam):
        with pytest.raises(NotAllowed):
            hide_reply(review, by=who, reason="x")
    with pytest.raises(Refused):
        hide_reply(review, by=max_, reason=" ")
    form = {"action": "hide_reply", "_selected_action": [str(review.pk)], "reason": "Names a third person"}
    assert signed_in(max_).post("/admin/reviews/review/", form).status_code == 302
    assert "The delay" not in client.get("/people/sam/").content.decode() and told(sam)[-1] == "review.reply_hidden"
    assert "hidden by moderation" in signed_in(sam).get("/people/sam/").content.decode()
    with pytest.raises(Stale):
        mend_reply(review, by=sam, text="Again.")
    restore_reply(review, by=max_, reason="It was fine")
    assert "The delay" in client.get("/people/sam/").content.decode()


def test_who_is_blocked_may_reply_but_nobody_is_told(review: Review, olga: User, sam: User) -> None:
    block(sam, by=olga)
    reply(review, by=sam, text=WORDS)
    assert fresh(review).has_reply and "review.replied" not in told(olga)


@pytest.mark.race
def test_two_at_once_are_one(review: Review, olga: User, sam: User) -> None:
    outcomes = run_parallel(4, lambda number: reply(review, by=sam, text=f"Reply {number}."))
    assert sum(isinstance(one, Review) for one in outcomes) == 1, outcomes
    assert told(olga).count("review.replied") == 1
