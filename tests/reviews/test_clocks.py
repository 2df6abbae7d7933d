from datetime import timedelta

import pytest

from apps.contracts.models import Contract
from apps.core.db import run_atomic
from apps.reviews.models import Exchange, Review
from apps.reviews.services import hide, invite_reviews, publish_due, remind_unwritten
from apps.users.models import User
from tests.contracts.world import cancel
from tests.races import run_parallel

from .world import ago, completed, contract, ended, fresh, standing, told, write


def test_a_lone_review_is_public_when_its_time_is_over(work: Contract, olga: User, sam: User) -> None:
    review = write(work, olga, stars=5)
    assert publish_due() == 0
    ended(work, ago(days=15))
    assert publish_due() == 1 and publish_due() == 0
    assert fresh(review).status == "published" and standing(sam)["solver"] == (5, 1)


def test_a_hidden_review_is_not_published_by_time(work: Contract, olga: User, sam: User, max_: User) -> None:
    hide(write(work, olga), by=max_, reason="Insult")
    ended(work, ago(days=15))
    assert publish_due() == 0 and standing(sam)["solver"] == (0, 0)


@pytest.mark.race
def test_two_clocks_at_once_count_it_once(work: Contract, olga: User, sam: User) -> None:
    write(work, olga, stars=5)
    ended(work, ago(days=15))
    outcomes = run_parallel(4, lambda _: publish_due())
    assert all(isinstance(one, int) for one in outcomes), outcomes
    assert standing(sam)["solver"] == (5, 1) and sum(outcomes) == 1  # type: ignore[arg-type]


@pytest.mark.race
def test_the_clock_against_the_other_side(work: Contract, olga: User, sam: User) -> None:
    write(work, olga, stars=5)
    Review.objects.update(publish_at=ago(seconds=1))
    run_parallel(4, lambda number: publish_due() if number % 2 else write(work, sam, stars=2))
    assert sorted(Review.objects.values_list("status", flat=True)) == ["published", "published"]
    assert (standing(sam)["solver"], standing(olga)["challenger"]) == ((5, 1), (2, 1))


def test_both_sides_of_an_ended_contract_are_asked_once(work: Contract, olga: User, sam: User) -> None:
    assert invite_reviews() == 1 and invite_reviews() == 0
    assert told(olga) == ["review.waiting"] and told(sam) == ["review.waiting"]
    assert Exchange.objects.get().closes_at - fresh(work).ended_at == timedelta(days=14)


def test_nobody_is_asked_about_what_was_never_delivered_or_long_ago(olga: User, sam: User, rita: User) -> None:
    run_atomic(cancel)(contract(olga, sam), by=olga, reason="Closed.")
    contract(olga, rita)
    ended(completed(olga, rita), ago(days=15))
    assert invite_reviews() == 0
    assert told(olga) == []


def test_who_has_not_written_is_reminded_three_days_before_the_end(work: Contract, olga: User, sam: User) -> None:
    invite_reviews()
    write(work, olga)
    ended(work, ago(days=10, hours=23))
    assert remind_unwritten() == 0
    ended(work, ago(days=11, minutes=1))
    assert (remind_unwritten(), remind_unwritten()) == (1, 0)
    assert told(sam).count("review.closing") == 1 and "review.closing" not in told(olga)


def test_nobody_is_reminded_after_the_end(work: Contract, olga: User) -> None:
    invite_reviews()
    ended(work, ago(days=14, minutes=1))
    assert remind_unwritten() == 0 and "review.closing" not in told(olga)


@pytest.mark.race
def test_two_clocks_at_once_remind_once(work: Contract, olga: User, sam: User) -> None:
    invite_reviews()
    ended(work, ago(days=12))
    outcomes = run_parallel(4, lambda _: remind_unwritten())
    assert sum(one for one in outcomes if isinstance(one, int)) == 1, outcomes
    assert told(olga).count("review.closing") == told(sam).count("review.closing") == 1
