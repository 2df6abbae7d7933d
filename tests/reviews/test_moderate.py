from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from apps.contracts.models import Contract
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.reviews.models import Review
from apps.reviews.services import hide, restore
from apps.users.models import User

from .world import fresh, standing, told, write

SignIn = Callable[[User], Client]


@pytest.fixture
def review(work: Contract, olga: User, sam: User) -> Review:
    """Olga's of Sam, five stars, public."""
    written = write(work, olga, stars=5)
    write(work, sam)
    found: Review = fresh(written)
    return found


def test_a_hidden_review_does_not_count_and_a_restored_one_does(review: Review, olga: User, sam: User, max_: User) -> None:
    hide(review, by=max_, reason="It names a child.")
    assert fresh(review).status == "hidden" and standing(sam)["solver"] == (0, 0)
    assert told(olga)[-1] == "review.hidden"
    restore(review, by=max_, reason="The name is gone.")
    assert fresh(review).status == "published" and standing(sam)["solver"] == (5, 1)
    assert [event.note for event in Event.objects.of(review).filter(actor=max_)] == ["It names a child.", "The name is gone."]


def test_hiding_twice_counts_once(review: Review, sam: User, max_: User) -> None:
    hide(review, by=max_, reason="Spam")
    with pytest.raises(Stale):
        hide(review, by=max_, reason="Spam")
    assert standing(sam)["solver"] == (0, 0)
    restore(review, by=max_, reason="Not spam")
    with pytest.raises(Stale):
        restore(review, by=max_, reason="Not spam")
    assert standing(sam)["solver"] == (5, 1)


def test_only_moderators_and_only_with_a_reason(review: Review, olga: User, sam: User, max_: User) -> None:
    for visitor in (olga, sam):
        with pytest.raises(NotAllowed):
            hide(review, by=visitor, reason="I do not like it.")
    with pytest.raises(Refused):
        hide(review, by=max_, reason=" ")
    assert fresh(review).status == "published" and standing(sam)["solver"] == (5, 1)


def test_restoring_a_sealed_review_does_not_break_the_seal(work: Contract, olga: User, sam: User, max_: User) -> None:
    sealed = write(work, olga, stars=5)
    hide(sealed, by=max_, reason="Check")
    assert standing(sam)["solver"] == (0, 0)
    with pytest.raises(Refused, match="sealed"):
        restore(sealed, by=max_, reason="Fine")
    write(work, sam)
    assert fresh(sealed).status == "hidden"
    restore(sealed, by=max_, reason="Fine")
    assert standing(sam)["solver"] == (5, 1)


def test_the_queue_in_the_admin_hides_and_restores(review: Review, sam: User, max_: User, signed_in: SignIn) -> None:
    browser, address = signed_in(max_), reverse("admin:reviews_review_changelist")
    assert review.title in browser.get(address).content.decode()
    act = {"_selected_action": [str(review.pk)], "reason": ""}
    browser.post(address, act | {"action": "hide"})
    assert fresh(review).status == "published"  # no reason, nothing done
    browser.post(address, act | {"action": "hide", "reason": "Spam"})
    assert fresh(review).status == "hidden" and standing(sam)["solver"] == (0, 0)
    browser.post(address, act | {"action": "restore", "reason": "Not spam"})
    assert fresh(review).status == "published" and standing(sam)["solver"] == (5, 1)
    assert signed_in(sam).get(address).status_code in (302, 403, 404)
