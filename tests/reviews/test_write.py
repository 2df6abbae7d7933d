from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from apps.contracts.models import Contract
from apps.contracts.services import propose_cancel
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.notifications.models import Email, Notification
from apps.reviews import services
from apps.reviews.models import Exchange, Review
from apps.users.models import User
from tests.contracts.world import cancel, delivered
from tests.races import run_parallel

from .world import ago, contract, ended, fresh, marks, standing, told, verbs, write

SignIn = Callable[[User], Client]
NOTHING = {"solver": (0, 0), "challenger": (0, 0)}


def page(work: Contract) -> str:
    return reverse("reviews:write", args=[work.pk])


def test_a_lone_review_is_sealed(work: Contract, olga: User, sam: User) -> None:
    review = write(work, olga, stars=5)
    assert (review.status, review.role, review.subject, review.title) == ("sealed", "solver", sam, work.title)
    assert "<strong>kind</strong>" in review.html
    assert standing(sam) == NOTHING
    assert told(sam) == ["review.written"] and told(olga) == []
    said = str(list(Email.objects.filter(recipient=sam, kind="review.written").values_list("text", flat=True)))
    assert "Careful" not in said and "star" not in said
    assert "star" not in Notification.objects.get(recipient=sam, kind="review.written").text


def test_when_both_have_written_both_are_public(work: Contract, olga: User, sam: User) -> None:
    write(work, olga, stars=5)
    write(work, sam, stars=3)
    assert set(Review.objects.values_list("status", flat=True)) == {"published"}
    assert all(review.published_at for review in Review.objects.all())
    assert standing(sam) == {"solver": (5, 1), "challenger": (0, 0)}
    assert standing(olga) == {"solver": (0, 0), "challenger": (3, 1)}
    assert told(sam) == ["review.written", "review.published"] and told(olga) == ["review.published"]
    assert verbs(Review.objects.get(author=olga)) == ["write", "publish"]


def test_each_side_writes_once(work: Contract, olga: User) -> None:
    write(work, olga)
    with pytest.raises(services.AlreadyWritten):
        write(work, olga, stars=1)
    assert Review.objects.get().stars == 4 and Exchange.objects.get().written == 1


def test_strangers_and_moderators_do_not_review(work: Contract, eve: User, max_: User, signed_in: SignIn) -> None:
    for visitor in (eve, max_):
        with pytest.raises(NotAllowed):
            write(work, visitor)
    assert signed_in(eve).get(page(work)).status_code == 404
    assert signed_in(eve).post(page(work), marks()).status_code == 404
    assert "Only the two sides" in signed_in(max_).get(page(work)).content.decode()
    assert signed_in(max_).post(page(work), marks()).status_code == 403
    assert not Review.objects.exists()


def test_nobody_reviews_while_the_contract_goes_on(olga: User, sam: User, signed_in: SignIn) -> None:
    work = contract(olga, sam)
    with pytest.raises(Refused):
        write(work, olga)
    assert "once the contract has ended" in signed_in(olga).get(page(work)).content.decode()
    assert signed_in(olga).post(page(work), marks()).status_code == 409
    assert not Review.objects.exists() and not Exchange.objects.exists()


def test_a_contract_cancelled_before_any_delivery_is_not_reviewed(olga: User, sam: User) -> None:
    work = contract(olga, sam)
    run_atomic(cancel)(work, by=olga, reason="Closed.")
    with pytest.raises(Refused, match="before anything was delivered"):
        write(work, olga)


def test_a_contract_cancelled_after_a_delivery_is(olga: User, sam: User) -> None:
    work = contract(olga, sam)
    delivered(work)
    propose_cancel(fresh(work), by=sam, reason="It goes nowhere.")
    run_atomic(cancel)(fresh(work), by=olga, reason="Closed.")
    assert write(work, sam).role == "challenger"


def test_after_the_blind_days_nothing_can_be_added(work: Contract, olga: User, sam: User, signed_in: SignIn) -> None:
    write(work, olga)
    work = ended(work, ago(days=14, seconds=1))
    with pytest.raises(Refused, match="is over"):
        write(work, sam)
    assert "is over" in signed_in(sam).get(page(work)).content.decode()
    answer = signed_in(sam).post(page(work), marks())
    assert answer.status_code == 409 and "Careful, **kind** and quick." in answer.content.decode()
    assert Review.objects.count() == 1


def test_both_write_in_the_browser(work: Contract, olga: User, sam: User, signed_in: SignIn) -> None:
    assert "Quality of the work" in signed_in(olga).get(page(work)).content.decode()
    answer = signed_in(olga).post(page(work), marks())
    assert answer.headers["Location"] == f"{work.get_absolute_url()}#reviews"
    assert signed_in(olga).get(page(work)).status_code == 302  # written already
    assert "Clarity of the brief" in signed_in(sam).get(page(work)).content.decode()
    signed_in(sam).post(page(work), marks(stars=2))
    assert standing(olga)["challenger"] == (2, 1)


@pytest.mark.parametrize(
    "changes", [{"stars": "0"}, {"stars": "6"}, {"quality": ""}, {"communication": "x"}, {"timeliness": "-1"}, {"text": " "}, {"text": "x" * 4001}]
)
def test_bad_input_is_said_and_what_was_typed_stays(work: Contract, olga: User, signed_in: SignIn, changes: dict[str, str]) -> None:
    answer = signed_in(olga).post(page(work), marks() | changes)
    assert answer.status_code == 422
    assert 'class="summary"' in answer.content.decode()
    assert "Careful, **kind** and quick." in answer.content.decode() or "text" in changes
    assert not Review.objects.exists()


def test_the_service_holds_the_same_rules(work: Contract, olga: User) -> None:
    for changes in ({"stars": 6}, {"quality": 0}, {"text": "  "}):
        with pytest.raises(Refused):
            services.write(work, by=olga, **marks() | changes)
    assert not Review.objects.exists()


@pytest.mark.race
def test_both_at_the_same_moment_are_published_once(work: Contract, olga: User, sam: User) -> None:
    outcomes = run_parallel(8, lambda number: write(work, sam if number % 2 else olga))
    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, services.AlreadyWritten) for one in failures), failures
    assert sorted(Review.objects.values_list("status", flat=True)) == ["published", "published"]
    assert (standing(sam)["solver"], standing(olga)["challenger"]) == ((4, 1), (4, 1))
    assert [verbs(review) for review in Review.objects.all()] == [["write", "publish"]] * 2


@pytest.mark.race
def test_control_two_who_only_look_do_not_see_each_other(work: Contract, olga: User, sam: User) -> None:
    """Without a row that both write, each would find itself alone, and neither review would be shown."""
    import threading

    looked = threading.Barrier(2)

    def careless(number: int) -> int:
        others = Review.objects.filter(contract=work).count()
        looked.wait(30)
        return others

    assert run_parallel(2, careless) == [0, 0]
