"""What nobody used is swept, and nothing else: whenever a process died, whoever claims at the same moment."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone

from apps.challenges import services
from apps.challenges.models import Challenge, ChallengeFile
from apps.core.errors import Stale
from apps.core.uploads import Upload, direct, serve, shelves, sweep_due, sweeping, take
from apps.core.uploads.taking import expire
from apps.users.models import User
from openchance.clocks import clocks
from openchance.demo import cast
from tests.payments.faults import Faults, process

from .conftest import Shelf
from .test_keep import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(olga: User) -> Challenge:
    return services.create_draft(olga, **cast.challenge_fields())


def later(hours: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True)


def test_unused_for_a_day(shelf: Shelf, draft: Challenge, olga: User) -> None:
    used = ChallengeFile.keep(text(), challenge=draft)
    take(text(), by=olga)
    direct.announce(olga, name="never.txt", size=4)
    with later(23):
        fresh = take(text(), by=olga)
        assert sweep_due() == 0 and len(shelf.keys) == 3
    with later(25):
        assert sweep_due() > 0
        assert shelf.keys == {used.file.name, fresh.key} == set(Upload.objects.values_list("key", flat=True))
        assert sweep_due() == 0
    assert shelf.read(serve(used))[0] == b"words"


def test_it_is_one_of_the_clocks() -> None:
    assert clocks()["sweep uploads"] is sweep_due


def claim_then(olga: User, draft: Challenge, sweep: Callable[[Upload], Any]) -> ChallengeFile:
    """A sweeper has found an old upload; its owner sends the form; the sweeper goes on."""
    upload = take(text(), by=olga)
    with later(25):
        (found,) = sweeping.unused()
        row = ChallengeFile.keep(upload, by=olga, challenge=draft)
        sweep(found)
        sweep_due()
    return row


def test_claimed_before_the_sweep(shelf: Shelf, draft: Challenge, olga: User) -> None:
    row = claim_then(olga, draft, expire)
    assert shelf.read(serve(row))[0] == b"words"


def test_claimed_before_a_sweep_that_does_not_compare(shelf: Shelf, draft: Challenge, olga: User) -> None:
    """The control: without the guard the row names a file that is not there."""

    def unguarded(found: Upload) -> None:
        Upload.objects.filter(pk=found.pk).update(status="dropped")

    row = claim_then(olga, draft, unguarded)
    assert row.file.name not in shelf.keys


def test_swept_before_the_claim(shelf: Shelf, draft: Challenge, olga: User) -> None:
    upload = take(text(), by=olga)
    with later(25):
        sweep_due()
    with pytest.raises(Stale, match="not there any more"):
        ChallengeFile.keep(upload, by=olga, challenge=draft)
    assert not ChallengeFile.objects.exists() and not shelf.keys


def steps(patches: ExitStack, faults: Faults) -> None:
    for name in ("put", "adopt", "remove"):
        patches.enter_context(patch.object(shelves, name, faults.call(getattr(shelves, name))))


def killed_at_every_step(scenario: Callable[[], Any], check: Callable[[], Any], stride: int = 1) -> int:
    """`scenario` again and again, each time dying later; a day after each death the sweep has left what rows use, and no more."""
    for at in range(1, 200, stride):
        with process(at) as faults, ExitStack() as patches:
            steps(patches, faults)
            scenario()
        with later(25):
            sweep_due()
            sweep_due()
        check()
        if not faults.dead:
            return faults.steps
    raise AssertionError("It never came through.")


def test_a_process_that_dies_leaves_nothing(on_disk: Shelf, draft: Challenge, olga: User) -> None:
    def check() -> None:
        named = set(ChallengeFile.objects.values_list("file", flat=True))
        assert on_disk.keys == named == set(Upload.objects.values_list("key", flat=True))
        assert not Upload.objects.exclude(status="claimed").exists()
        ChallengeFile.keep(text(), by=olga, challenge=draft)  # for the next one to delete

    assert killed_at_every_step(lambda: ChallengeFile.keep(text(), by=olga, challenge=draft), check) > 6
    assert killed_at_every_step(lambda: ChallengeFile.objects.all()[0].delete(), check) > 4


def test_a_process_that_dies_with_a_direct_upload(in_bucket: Shelf, draft: Challenge, olga: User) -> None:
    def scenario() -> None:
        upload = direct.announce(olga, name="plan.txt", size=5)
        in_bucket.post(None, shelves.signed_post(upload), b"words")  # type: ignore[arg-type]
        ChallengeFile.keep(direct.finish(upload, by=olga), by=olga, challenge=draft)

    def check() -> None:
        assert in_bucket.keys == set(ChallengeFile.objects.values_list("file", flat=True))
        assert not Upload.objects.exclude(status="claimed").exists()

    assert killed_at_every_step(scenario, check, stride=2) > 10


def test_a_storage_that_is_down_keeps_the_list_of_what_has_to_go(in_bucket: Shelf, draft: Challenge) -> None:
    assert in_bucket.bucket
    row = ChallengeFile.keep(text(), challenge=draft)
    in_bucket.bucket.is_down = True
    row.delete()
    assert Upload.objects.get().status == "dropped"
    sweep_due()
    assert Upload.objects.get().status == "dropped"
    in_bucket.bucket.is_down = False
    assert sweep_due() == 1 and not in_bucket.keys and not Upload.objects.exists()
