"""A file of a row: written down before its bytes move, claimed with its row, gone with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.challenges import services
from apps.challenges.models import Challenge, ChallengeFile
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.core.uploads import Upload, serve, storing, take
from apps.users.models import User
from openchance.demo import cast

from .conftest import Shelf

pytestmark = pytest.mark.django_db
NAMES = [
    "plan.txt",
    "Überblick – Größe & „Zahlen“.txt",
    'a"b;c=d.txt',
    "x\r\nSet-Cookie: a=b.txt",
    "..\\..\\etc\\passwd.txt",
    "отчёт.txt",
    "\u202etxt.exe.txt",
]


@pytest.fixture
def draft(olga: User) -> Challenge:
    return services.create_draft(olga, **cast.challenge_fields())


def text(name: str = "plan.txt", content: bytes = b"words") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_kept_and_claimed(shelf: Shelf, draft: Challenge, olga: User) -> None:
    kept = ChallengeFile.keep(text(), by=olga, challenge=draft)
    upload = Upload.objects.get()
    assert (upload.key, upload.status, upload.owner, upload.size) == (kept.file.name, "claimed", olga, 5)
    assert kept.digest == upload.digest != "" and shelf.keys == {upload.key}
    assert list(Event.objects.of(upload).values_list("verb", flat=True)) == ["check", "claim"]


@pytest.mark.parametrize("name", NAMES)
def test_served_as_an_attachment_under_its_name(shelf: Shelf, draft: Challenge, name: str) -> None:
    kept = ChallengeFile.keep(text(name), challenge=draft)
    content, headers = shelf.read(serve(kept))
    found = {header.lower(): value for header, value in headers.items()}
    assert content == b"words" and found["content-type"] == "application/octet-stream" and "set-cookie" not in found
    assert found["content-disposition"].startswith("attachment; filename") and "\n" not in found["content-disposition"]
    assert "passwd" not in str(kept.file.name) and "/" not in kept.name


def test_a_link_holds_for_five_minutes(in_bucket: Shelf, draft: Challenge) -> None:
    import httpx

    kept = ChallengeFile.keep(text(), challenge=draft)
    address = serve(kept).headers["Location"]
    assert in_bucket.bucket and httpx.get(address).status_code == 200
    assert httpx.get(address.partition("?")[0]).status_code == 403
    in_bucket.bucket.hours = 0.1
    assert httpx.get(address).status_code == 403


def test_what_is_deleted_takes_its_bytes_along(shelf: Shelf, draft: Challenge) -> None:
    for _ in range(3):
        ChallengeFile.keep(text(), challenge=draft)
    ChallengeFile.objects.all()[0].delete()
    assert len(shelf.keys) == 2
    ChallengeFile.objects.filter(challenge=draft).delete()
    assert not shelf.keys and not Upload.objects.exists()


def test_a_row_from_before_uploads_takes_its_bytes_along(on_disk: Shelf, draft: Challenge) -> None:
    from django.core.files.storage import default_storage

    default_storage.save("challenges.challengefile/old.txt", text())
    ChallengeFile.objects.create(challenge=draft, file="challenges.challengefile/old.txt", name="old.txt").delete()
    assert not on_disk.keys and not Upload.objects.exists()


def test_a_verb_that_fails_leaves_nothing(shelf: Shelf, draft: Challenge, olga: User) -> None:
    with pytest.raises(Refused), storing(ChallengeFile, [text(), text()], by=olga, challenge=draft):
        assert len(shelf.keys) == 2
        raise Refused("No.")
    assert not shelf.keys and not Upload.objects.exists()


def test_what_waited_already_goes_on_waiting(shelf: Shelf, draft: Challenge, olga: User) -> None:
    upload = take(text(), by=olga)
    with pytest.raises(Refused), storing(ChallengeFile, [upload], by=olga, challenge=draft) as (row,):
        row.save()
        raise Refused("No.")
    ChallengeFile.objects.all().delete()
    assert Upload.objects.filter(pk=upload.pk).count() == 0  # it was saved and deleted; one that was not stays:
    waiting = take(text(), by=olga)
    with pytest.raises(Refused), storing(ChallengeFile, [waiting], by=olga, challenge=draft):
        raise Refused("No.")
    assert Upload.objects.get().status == "checked" and shelf.keys == {waiting.key}


def test_one_upload_is_for_one_row(shelf: Shelf, draft: Challenge, olga: User) -> None:
    upload = take(text(), by=olga)
    ChallengeFile.keep(upload, by=olga, challenge=draft)
    with pytest.raises(Stale, match="sent already"):
        ChallengeFile.keep(upload, by=olga, challenge=draft)
    assert ChallengeFile.objects.count() == 1 and shelf.keys == {upload.key}


def test_somebody_elses_upload_is_not_taken(shelf: Shelf, draft: Challenge, olga: User, eve: User) -> None:
    upload = take(text(), by=olga)
    with pytest.raises(NotAllowed):
        ChallengeFile.keep(upload, by=eve, challenge=draft)
    assert not ChallengeFile.objects.exists() and Upload.objects.get().status == "checked"
