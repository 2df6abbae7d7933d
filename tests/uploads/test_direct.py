"""Files that a browser sends ahead of their form: bound in key, size and type, checked once, and unchangeable from then on."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.applications.models import Application, ApplicationFile
from apps.challenges.models import Challenge
from apps.core.uploads import Upload, serve, shelves, sweep_due, take
from apps.users.models import User
from openchance.demo import cast
from openchance.settings import bucket as bucket_settings
from tests.applications.world import typed, url
from tests.races import run_parallel

from .conftest import Send, Shelf
from .test_keep import text
from .test_sweep import later

pytestmark = pytest.mark.django_db
LYING = b"MZ this is a program"


@pytest.fixture
def challenge(olga: User) -> Challenge:
    found: Challenge = cast.open_challenge(olga)
    return found


@pytest.fixture
def sams(sam: User, signed_in: Any) -> Client:
    found: Client = signed_in(sam)
    return found


def announce(browser: Client, name: str = "plan.txt", size: int = 5) -> dict[str, Any]:
    answer = browser.post("/uploads/", {"name": name, "size": size})
    assert answer.status_code == 201, answer.content
    ticket: dict[str, Any] = answer.json()
    return ticket


def test_sent_ahead_and_named_by_the_form(shelf: Shelf, send: Send, sams: Client, challenge: Challenge) -> None:
    sent = send(sams, "Überblick.txt")
    assert sent["name"] == "Überblick.txt" and sent["size"] == 5
    answer = sams.post(url("apply", challenge), typed(**{"files-kept": [sent["id"]]}))
    row = ApplicationFile.objects.get()
    assert answer.status_code == 302 and row.name == "Überblick.txt" and shelf.read(serve(row))[0] == b"words"
    with later(2):
        sweep_due()
    assert shelf.keys == {row.file.name}


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("run.exe", 5, "files of this kind"),
        ("page.html", 5, "files of this kind"),
        ("a.svg", 5, "files of this kind"),
        ("a.txt", 21 * 1024 * 1024, "20 MB"),
    ],
)
def test_what_could_not_be_taken_is_said_at_once(sams: Client, name: str, size: int, words: str) -> None:
    answer = sams.post("/uploads/", {"name": name, "size": size})
    assert answer.status_code == 422 and words in answer.json()["problem"] and not Upload.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"name": "a.txt"}, {"name": "a.txt", "size": "-1"}, {"name": "a.txt", "size": "many"}, {"name": "\0.txt", "size": "3"}]
)
def test_nonsense_is_refused(sams: Client, sent: dict[str, str]) -> None:
    assert sams.post("/uploads/", sent).status_code == 422 and not Upload.objects.exists()


def test_what_is_not_what_it_says_is_refused_and_gone(shelf: Shelf, sams: Client) -> None:
    ticket = announce(sams, "picture.png", len(LYING))
    assert shelf.post(sams, ticket["post"], LYING) < 300
    answer = sams.post(ticket["done"])
    assert answer.status_code == 422 and "says it is PNG" in answer.json()["problem"]
    assert not shelf.keys and Upload.objects.get().status == "refused"
    shelf.post(sams, ticket["post"], LYING)  # once more, with the same form
    assert sams.post(ticket["done"]).status_code == 409
    with later(25):
        sweep_due()
        sweep_due()
    assert not shelf.keys and not Upload.objects.exists()


def test_the_form_is_for_one_key_one_size_one_type_and_ten_minutes(in_bucket: Shelf, sams: Client) -> None:
    assert in_bucket.bucket
    form = announce(sams)["post"]
    for changed in (
        {"key": "uploads/other.txt"},
        {"Content-Type": "text/html"},
        {"acl": "public-read"},
        {"policy": "e30="},
        {"x-amz-signature": "0" * 64},
    ):
        assert in_bucket.post(sams, form, b"words", **changed) == 403
    assert in_bucket.post(sams, form, b"too many words") == 403 and in_bucket.post(sams, form, b"few") == 403
    in_bucket.bucket.hours = 0.2
    assert in_bucket.post(sams, form, b"words") == 403 and not in_bucket.keys
    in_bucket.bucket.hours = 0
    assert in_bucket.post(sams, form, b"words") == 204


def test_posted_again_after_the_check_changes_nothing(shelf: Shelf, sams: Client, challenge: Challenge) -> None:
    ticket = announce(sams)
    shelf.post(sams, ticket["post"], b"words")
    assert sams.post(ticket["done"]).status_code == 200
    shelf.post(sams, ticket["post"], b"other")
    assert sams.post(ticket["done"]).status_code == 409
    sams.post(url("apply", challenge), typed(**{"files-kept": [ticket["id"]]}))
    row = ApplicationFile.objects.get()
    assert shelf.read(serve(row))[0] == b"words"
    with later(2):
        sweep_due()
    assert shelf.keys == {row.file.name}


def test_finished_by_two_at_once_it_is_checked_by_one(on_disk: Shelf, sams: Client) -> None:
    ticket = announce(sams)
    on_disk.post(sams, ticket["post"], b"words")
    answers = run_parallel(4, lambda _: sams.post(ticket["done"]).status_code)
    assert sorted(map(str, answers)) == ["200", "409", "409", "409"]


def test_what_did_not_arrive(shelf: Shelf, sams: Client) -> None:
    ticket = announce(sams)
    answer = sams.post(ticket["done"])
    assert answer.status_code == 422 and "did not arrive" in answer.json()["problem"] and not shelf.keys


def test_removed_before_it_is_used(shelf: Shelf, send: Send, sams: Client, challenge: Challenge) -> None:
    sent = send(sams)
    assert sams.post(sent["remove"]).status_code == 204
    assert sams.post(sent["remove"]).status_code == 204
    answer = sams.post(url("apply", challenge), typed(**{"files-kept": [sent["id"]]}))
    assert answer.status_code == 422 and "Add it again" in answer.content.decode() and not Application.objects.exists()
    with later(2):
        sweep_due()
    assert not shelf.keys and not Upload.objects.exists()


def test_used_it_is_not_removed(shelf: Shelf, send: Send, sams: Client, challenge: Challenge) -> None:
    sent = send(sams)
    sams.post(url("apply", challenge), typed(**{"files-kept": [sent["id"]]}))
    assert sams.post(sent["remove"]).status_code == 409
    assert shelf.read(serve(ApplicationFile.objects.get()))[0] == b"words"


def test_strangers_have_no_part_in_it(shelf: Shelf, send: Send, sams: Client, eve: User, signed_in: Any, challenge: Challenge) -> None:
    sent = send(sams)
    eves = signed_in(eve)
    assert {eves.post(sent[door]).status_code for door in ("done", "remove")} == {404}
    answer = eves.post(url("apply", challenge), typed(**{"files-kept": [sent["id"]]}))
    assert answer.status_code == 422 and not Application.objects.exists() and Upload.objects.get().status == "checked"
    assert eves.post(url("apply", challenge), typed(**{"files-kept": ["nonsense", str(uuid4())]})).status_code == 422


def test_files_survive_an_error_elsewhere(shelf: Shelf, sams: Client, challenge: Challenge) -> None:
    page = sams.post(url("apply", challenge), typed(letter="", files=[text("first.txt"), text("second.txt")])).content.decode()
    kept = [str(upload.pk) for upload in Upload.objects.order_by("pk")]
    assert len(kept) == 2 and all(f'value="{one}" checked' in page for one in kept)
    again = sams.post(url("apply", challenge), typed(**{"files-kept": kept[:1]}))
    assert again.status_code == 302 and ApplicationFile.objects.get().name == "first.txt"
    with later(25):
        sweep_due()
    assert len(shelf.keys) == 1


def test_files_survive_the_preview(on_disk: Shelf, sams: Client, challenge: Challenge) -> None:
    page = sams.post(url("apply", challenge), typed(preview="", files=[text("first.txt")])).content.decode()
    assert f'value="{Upload.objects.get().pk}" checked' in page


def test_a_storage_that_is_down_is_said_at_the_field(in_bucket: Shelf, sams: Client, challenge: Challenge) -> None:
    assert in_bucket.bucket
    in_bucket.bucket.is_down = True
    answer = sams.post(url("apply", challenge), typed(files=[text()]))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Files cannot be stored at the moment" in page and "Final drawing" in page
    assert not Application.objects.exists() and Upload.objects.get().status == "dropped"
    ticket = announce(sams)
    assert sams.post(ticket["done"]).status_code == 503
    in_bucket.bucket.is_down = False
    with later(25):
        sweep_due()
        sweep_due()
    assert not in_bucket.keys and not Upload.objects.exists()
    assert sams.post(url("apply", challenge), typed(files=[text()])).status_code == 302


def test_so_many_bytes_a_day(on_disk: Shelf, sams: Client, sam: User, challenge: Challenge, settings: Any) -> None:
    settings.UPLOAD_DAILY_MB = 1
    take(text(content=b"x" * 1_000_000), by=sam)
    refused = sams.post("/uploads/", {"name": "a.txt", "size": 100_000})
    assert refused.status_code == 429 and "within a day" in refused.json()["problem"]
    page = sams.post(url("apply", challenge), typed(files=[text(content=b"y" * 100_000)]))
    assert page.status_code == 422 and "within a day" in page.content.decode() and Upload.objects.count() == 1
    with later(25):
        announce(sams, size=100_000)


def test_so_many_files_an_hour(sams: Client, settings: Any) -> None:
    settings.RATELIMIT_ENABLE = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.core.uploads.doors.RATE", "2/h")
        assert [sams.post("/uploads/", {"name": "a.txt", "size": 5}).status_code for _ in range(3)] == [201, 201, 429]


def test_the_bytes_are_for_the_bucket_where_there_is_one(in_bucket: Shelf, sams: Client) -> None:
    ticket = announce(sams)
    answer = sams.post(f"/uploads/{ticket['id']}/bytes/", {"file": text()})
    assert answer.status_code == 422 and not in_bucket.keys


def test_browsers_are_sent_to_the_buckets_own_host_in_its_region(settings: Any, in_bucket: Shelf, sams: Client) -> None:
    settings.STORAGES = settings.STORAGES | {"default": bucket_settings("media", region="eu-central-1")}
    assert announce(sams)["post"]["url"] == "https://media.s3.eu-central-1.amazonaws.com/"
    upload = Upload.objects.get()
    assert shelves.link(upload.key, "a.txt").startswith("https://media.s3.eu-central-1.amazonaws.com/uploads/")
