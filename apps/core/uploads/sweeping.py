"""What nobody used goes: bytes first, then the row that knew of them. Any number of times, at any moment, several at once."""

import logging
from datetime import timedelta

from django.utils import timezone

from apps.core.clocks import in_turn

from . import shelves
from .row import UNUSED, Upload
from .taking import erase, expire

logger = logging.getLogger(__name__)
KEPT = timedelta(hours=24)  # for the row that will use it
BATCH = 500


def sweep_due() -> int:
    """Uploads that were not used for a day are thrown away; the bytes of all that were are removed. Returns how many rows were handled."""
    return close_doors() + sum(expire(upload) for upload in in_turn(unused())) + erase_dropped()


def unused() -> list[Upload]:
    return list(Upload.objects.filter(status__in=UNUSED, changed_at__lt=timezone.now() - KEPT).order_by("changed_at")[:BATCH])


def close_doors() -> int:
    """Where a browser could post bytes until now, there are none: not even those it posted after the first ones were checked."""
    done = 0
    opened = Upload.objects.filter(open_until__lt=timezone.now(), status__in=("checking", "checked", "claimed", "refused"))  # others go as a whole
    for upload in in_turn(list(opened.order_by("open_until")[:BATCH])):
        try:
            shelves.remove(upload.incoming)
        except shelves.StorageDown:
            break
        done += Upload.objects.filter(pk=upload.pk).update(open_until=None)
    return done


def erase_dropped() -> int:
    """The longest dropped first. One whose bytes cannot be removed is logged, and stops no other for longer than a turn."""
    done = 0
    for pk in in_turn(list(Upload.objects.filter(status="dropped").order_by("changed_at").values_list("pk", flat=True)[:BATCH])):
        if erase(pk):
            done += 1
        else:
            logger.warning("The bytes of upload %s could not be removed; it will be tried again.", pk)
            Upload.objects.filter(pk=pk, status="dropped").update(changed_at=timezone.now())
    return done
