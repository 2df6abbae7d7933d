"""One side of a contract says what it was like."""

from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.permissions import is_party
from apps.core.text import render_markdown
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Exchange, Review, closing_time
from apps.reviews.permissions import why_not_review
from apps.users.models import User

from .publishing import publish

ASPECTS = ("stars", "quality", "communication", "timeliness")


class AlreadyWritten(Stale):
    """This side has written its review; `row` is it."""


def write(contract: Contract, *, by: User, stars: int, quality: int, communication: int, timeliness: int, text: str) -> Review:
    """`by`'s review of the other side is written and sealed; when both sides have written, both are public. Stars are 1 to 5.

    Raises NotAllowed for strangers, AlreadyWritten the second time, Refused while the contract goes on and when the time is over.
    """
    marks = {"stars": stars, "quality": quality, "communication": communication, "timeliness": timeliness}
    for name, value in marks.items():
        if value not in range(1, 6):
            raise Refused("Choose 1 to 5 stars.", field=name)
    if not text.strip():
        raise Refused("Write a few words: stars alone help nobody.", field="text")
    if not is_party(by, contract):
        raise NotAllowed("Only the two sides of a contract review each other.")
    try:
        return seal(contract, by, marks, text)
    except IntegrityError:  # the other side, or this one in another window, made the same row at the same moment: look again
        return seal(contract, by, marks, text)


@run_atomic
def seal(contract: Contract, by: User, marks: dict[str, int], text: str) -> Review:
    found = Contract.objects.select_related("owner", "solver").get(pk=contract.pk)
    written = list(Review.objects.filter(contract=found).select_related("author", "subject"))
    mine = next((one for one in written if one.author_id == by.pk), None)
    if mine:
        raise AlreadyWritten("You have written your review of this contract already.", row=found)
    exchange = open_exchange(found)
    if sentence := why_not_review(by, found, exchange.closes_at, timezone.now()):
        raise Refused(sentence, row=found)
    Exchange.objects.filter(pk=exchange.pk).update(written=F("written") + 1)  # both sides write this row: of two at once, one starts again
    review = begin(found, by, marks, text, exchange)
    if written:
        for one in (*written, review):
            if one.status == "sealed":
                publish(one)
    else:
        tell_other_side(review)
    return review


def begin(contract: Contract, by: User, marks: dict[str, int], text: str, exchange: Exchange) -> Review:
    review = Review.objects.create(
        contract=contract,
        author=by,
        subject=contract.other_party(by),
        role=Review.Role.SOLVER if by.pk == contract.owner_id else Review.Role.CHALLENGER,
        title=contract.title,
        text=text.strip(),
        html=render_markdown(text.strip()),
        publish_at=exchange.closes_at,
        **marks,
    )
    record(review, "write", by=by, after=review.status)
    return review


def open_exchange(contract: Contract) -> Exchange:
    """The contract's Exchange, made where there is none."""
    found = Exchange.objects.filter(contract=contract).first()
    return found or Exchange.objects.create(contract=contract, closes_at=closing_time(contract))


def tell_other_side(review: Review) -> None:
    url = reverse("reviews:write", args=[review.contract_id])
    words: dict[str, Any] = {"contract": review.contract, "author": review.author, "closes_at": review.publish_at}
    notify(review.subject, notices.WRITTEN, key=str(review.pk), url=url, actor=review.author, **words)
