"""The reviewed person's one public word to a review."""

from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import REPLY_EDITABLE_FOR, REPLY_LIMIT, Review
from apps.users.models import Block, User


def clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Refused("Write your reply.", field="text")
    if len(text) > REPLY_LIMIT:
        raise Refused(f"{REPLY_LIMIT:,} characters at most.", field="text")
    return text


def reread(review: Review, by: User) -> Review:
    """Raises NotAllowed for others than the one the review is about, Refused before it is public."""
    found = Review.objects.select_related("author", "subject", "contract").get(pk=review.pk)
    if by.pk != found.subject_id:
        raise NotAllowed("Only the person whom a review is about can reply.")
    if found.status != Review.Status.PUBLISHED:
        raise Refused("You can reply once the review is public.", row=found.contract)
    return found


@run_atomic
def reply(review: Review, *, by: User, text: str) -> Review:
    """The reply stands below the review, and the reviewer is told, unless one has blocked the other. There is one; pressed twice it is the same.

    Raises Stale when there is another already.
    """
    text = clean(text)
    found, now = reread(review, by), timezone.now()
    if found.reply == text:
        return found
    if Review.objects.filter(pk=found.pk, status="published", replied_at=None).update(reply=text, replied_at=now) != 1:
        raise Stale("There is one reply to a review, and you have written yours.", row=found.contract)
    found.reply, found.replied_at = text, now
    record(found, "reply", by=by)
    if found.author.is_active and not Block.objects.between(found.author_id, by.pk):
        url = found.get_absolute_url()
        notify(found.author, notices.REPLIED, key=str(found.pk), url=url, actor=by, review=found, contract=found.contract)
    return found


@run_atomic
def mend_reply(review: Review, *, by: User, text: str) -> Review:
    """It says something else, for a quarter of an hour; what it said before is kept as an Event. Raises Stale after that."""
    text = clean(text)
    found, now = reread(review, by), timezone.now()
    if found.reply == text:
        return found
    same = Review.objects.filter(pk=found.pk, status="published", reply=found.reply, reply_hidden_at=None, replied_at__gt=now - REPLY_EDITABLE_FOR)
    if same.update(reply=text, reply_edited_at=now) != 1:
        raise Stale("A reply can be changed for 15 minutes.", row=found.contract)
    record(found, "mend_reply", by=by, note=found.reply)
    found.reply, found.reply_edited_at = text, now
    return found
