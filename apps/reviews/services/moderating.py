"""What moderators do with reviews."""

from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import move
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Exchange, Review
from apps.users.models import User
from apps.users.permissions import is_moderator

from .publishing import count


@run_atomic
def hide(review: Review, *, by: User, reason: str) -> Review:
    """Nobody but its author and moderators sees the review, and it does not count; its author is told why. Raises NotAllowed, Stale, Refused."""
    if not reason.strip():
        raise Refused("Say why: the author will read it.", field="reason")
    found = Review.objects.select_related("author", "contract").get(pk=review.pk)
    counted = found.status == "published"
    moment = timezone.now()
    event = move(found, "hide", by=by, note=reason.strip(), moderated_at=moment)
    if counted:
        count(found, -1)
    url = found.get_absolute_url()
    notify(found.author, notices.HIDDEN, key=str(event.pk), url=url, review=found, contract=found.contract, reason=reason.strip())
    return found


@run_atomic
def restore(review: Review, *, by: User, reason: str) -> Review:
    """The hidden review is public and counts again. Raises Refused where it had been sealed and its time has not come."""
    if not reason.strip():
        raise Refused("Say why it is shown again; it is kept in the record.", field="reason")
    found = Review.objects.get(pk=review.pk)
    if found.published_at is None and not is_due(found):
        raise Refused("This review was hidden while it was sealed. It can be restored when the other side has written, or its time is over.")
    now = timezone.now()
    move(found, "restore", by=by, note=reason.strip(), moderated_at=now, published_at=found.published_at or now)
    count(found, +1)
    return found


def is_due(review: Review) -> bool:
    """Whether it would be public if nobody had hidden it."""
    both = Exchange.objects.filter(contract_id=review.contract_id, written=2).exists()
    return both or review.publish_at <= timezone.now()


@run_atomic
def hide_reply(review: Review, *, by: User, reason: str) -> Review:
    """The review stands without its reply, whose writer is told why. Raises NotAllowed, Stale, Refused."""
    if not reason.strip():
        raise Refused("Say why: its writer will read it.", field="reason")
    found = replied(review, by)
    shown = Review.objects.filter(pk=found.pk, replied_at__isnull=False, reply_hidden_at=None)
    if shown.update(reply_hidden_at=timezone.now()) != 1:
        raise Stale("There is no reply to hide here; nothing was done.")
    event = record(found, "hide_reply", by=by, note=reason.strip())
    url = found.get_absolute_url()
    notify(found.subject, notices.REPLY_HIDDEN, key=str(event.pk), url=url, review=found, contract=found.contract, reason=reason.strip())
    return found


@run_atomic
def restore_reply(review: Review, *, by: User, reason: str) -> Review:
    """The hidden reply is shown again."""
    if not reason.strip():
        raise Refused("Say why it is shown again; it is kept in the record.", field="reason")
    found = replied(review, by)
    if Review.objects.filter(pk=found.pk, reply_hidden_at__isnull=False).update(reply_hidden_at=None) != 1:
        raise Stale("Its reply is not hidden; nothing was done.")
    record(found, "restore_reply", by=by, note=reason.strip())
    return found


def replied(review: Review, by: User) -> Review:
    if not is_moderator(by):
        raise NotAllowed("Only moderators can do this.")
    return Review.objects.select_related("subject", "contract").get(pk=review.pk)
