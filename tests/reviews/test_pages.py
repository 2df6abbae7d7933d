from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.contracts.models import Contract
from apps.reviews.facts import contract_reviews
from apps.reviews.models import Review
from apps.reviews.services import hide
from apps.users.models import User

from .world import ago, completed, contract, ended, write

SignIn = Callable[[User], Client]


def test_reviews_of_somebody_are_public(work: Contract, olga: User, sam: User, client: Client) -> None:
    write(work, olga, stars=5)
    address = reverse("reviews:list", args=[sam.handle])
    assert "No reviews as solver yet" in client.get(address).content.decode()  # sealed
    write(work, sam, stars=2)
    page = client.get(address).content.decode()
    assert "<strong>kind</strong>" in page and work.title in page and "5 of 5 stars" in page
    assert "No reviews as challenger yet" in client.get(address, {"as": "challenger"}).content.decode()
    assert "2 of 5 stars" in client.get(reverse("reviews:list", args=[olga.handle])).content.decode()
    assert client.get(reverse("reviews:list", args=["nobody"])).status_code == 404
    assert client.post(address).status_code == 405


def test_a_hidden_review_is_not_listed(work: Contract, olga: User, sam: User, max_: User, client: Client) -> None:
    review = write(work, olga)
    write(work, sam)
    hide(review, by=max_, reason="Spam")
    assert "<strong>kind</strong>" not in client.get(reverse("reviews:list", args=[sam.handle])).content.decode()


def test_what_each_side_sees_on_the_contract(work: Contract, olga: User, sam: User, max_: User) -> None:
    write(work, olga)
    owner, solver, moderator = (contract_reviews(work, reader) for reader in (olga, sam, max_))
    assert owner.mine and owner.shown == [] and not owner.can_write
    assert solver.mine is None and solver.other_wrote and solver.can_write and solver.shown == []
    assert moderator.shown == [] and not moderator.can_write
    write(work, sam)
    assert len(contract_reviews(work, sam).shown) == 2


def test_a_running_contract_says_nothing_of_reviews(olga: User, sam: User) -> None:
    assert not contract_reviews(contract(olga, sam), olga).applies


def test_a_lone_side_that_was_late_is_told_so(work: Contract, olga: User, sam: User) -> None:
    late = contract_reviews(ended(work, ago(days=15)), sam)
    assert not late.can_write and not late.is_open and "over" in late.why_not


def test_many_reviews_come_in_pages_with_the_same_queries(olga: User, sam: User, client: Client) -> None:
    address = reverse("reviews:list", args=[sam.handle])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    first = completed(olga, sam)
    write(first, olga)
    write(first, sam)
    one = queries()
    sample = Review.objects.get(author=olga)
    fields = {name: getattr(sample, name) for name in ("status", "title", "quality", "communication", "timeliness", "text", "html", "publish_at")}
    works = [contract(olga, sam) for _ in range(12)]
    Review.objects.bulk_create(
        [
            Review(contract=other, author=olga, subject=sam, role="solver", stars=3, published_at=ago(days=n + 1), **fields)
            for n, other in enumerate(works)
        ]
    )
    assert queries() == one <= 10
    page = client.get(address).content.decode()
    assert page.count('class="review"') == 10
    older = page.split("&amp;after=")[1].split('"')[0]
    assert client.get(address, {"as": "solver", "after": older}).content.decode().count('class="review"') == 3
