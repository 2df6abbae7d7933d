from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.applications import services
from apps.applications.models import Application
from apps.core.errors import NotAllowed, Stale
from apps.users.models import User

from .world import application_fields, fresh, told, typed, url, verbs

SignIn = Callable[[User], Client]


def change(offer: Application, by: User, revision: int = 1, **changes: Any) -> Application:
    return services.edit(offer, by=by, revision=revision, **application_fields(**changes))


def test_solver_changes_the_application(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    assert "I would begin with the hour ring" in browser.get(url("edit", offer)).content.decode()
    answer = browser.post(url("edit", offer), typed(letter="A better letter.", days="20", revision="1"))
    assert answer.headers["Location"] == offer.get_absolute_url()
    now = fresh(offer)
    assert (now.letter, now.days, now.revision, now.status) == ("A better letter.", 20, 2, "submitted")
    assert "<p>A better letter.</p>" in now.letter_html and now.edited_at
    assert verbs(offer) == ["submit", "edit"]
    assert told(olga) == ["application.received", "application.edited"]


def test_both_sides_read_what_it_said_before(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    change(offer, sam, letter="Shorter.", days=30, links=["https://example.org/"])
    for reader in (olga, sam):
        page = signed_in(reader).get(offer.get_absolute_url()).content.decode()
        assert "because the photograph is sharpest there" in page and "14 → 30 days" in page


def test_the_second_of_two_tabs_overwrites_nothing(offer: Application, sam: User, signed_in: SignIn) -> None:
    change(offer, sam, letter="From the first tab.")
    answer = signed_in(sam).post(url("edit", offer), typed(letter="From the second tab.", revision="1"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "changed, perhaps in another window" in page and "From the second tab." in page
    assert fresh(offer).letter == "From the first tab."


def test_the_same_words_again_are_no_change(offer: Application, olga: User, sam: User) -> None:
    assert change(offer, sam).revision == 1
    assert verbs(offer) == ["submit"] and told(olga) == ["application.received"]


def test_a_decided_application_stays_as_it_is(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    services.decline([offer], by=olga, reason="price")
    with pytest.raises(Stale):
        change(offer, sam, letter="Too late.")
    assert signed_in(sam).get(url("edit", offer)).status_code == 409
    assert signed_in(sam).post(url("edit", offer), typed(revision="1")).status_code == 409
    assert fresh(offer).revision == 1


def test_a_shortlisted_application_can_be_changed_and_stays_shortlisted(offer: Application, olga: User, sam: User) -> None:
    services.shortlist(offer, by=olga)
    assert change(offer, sam, letter="Still here.").status == "shortlisted"


def test_owner_and_stranger_cannot_change_it(offer: Application, olga: User, eve: User, signed_in: SignIn) -> None:
    assert signed_in(eve).get(url("edit", offer)).status_code == 404
    assert signed_in(eve).post(url("edit", offer), typed(revision="1")).status_code == 404
    assert signed_in(olga).post(url("edit", offer), typed(revision="1")).status_code == 403
    with pytest.raises(NotAllowed):
        change(offer, olga)
    assert fresh(offer).revision == 1


def test_bad_input_changes_nothing(offer: Application, sam: User, signed_in: SignIn) -> None:
    answer = signed_in(sam).post(url("edit", offer), typed(revision="1", **{"plan-0-amount": "1"}))
    assert answer.status_code == 422
    assert signed_in(sam).post(url("edit", offer), typed(revision="x")).status_code == 422
    assert signed_in(sam).post(url("edit", offer), typed()).status_code == 422
    assert fresh(offer).revision == 1


def test_files_are_added_and_taken_out(offer: Application, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    browser.post(url("edit", offer), typed(revision="1", files=[SimpleUploadedFile("one.txt", b"one"), SimpleUploadedFile("two.txt", b"two")]))
    first = offer.files.get(name="one.txt")
    browser.post(url("edit", offer), typed(revision="2", drop=[str(first.pk)], files=[SimpleUploadedFile("three.txt", b"three")]))
    assert sorted(offer.files.values_list("name", flat=True)) == ["three.txt", "two.txt"]
    assert "added three.txt; removed one.txt" in browser.get(offer.get_absolute_url()).content.decode()


def test_no_more_files_than_allowed_with_those_from_before(offer: Application, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    files = [SimpleUploadedFile(f"{n}.txt", b"words") for n in range(3)]
    browser.post(url("edit", offer), typed(revision="1", files=files))
    answer = browser.post(url("edit", offer), typed(revision="2", files=[SimpleUploadedFile(f"b{n}.txt", b"words") for n in range(3)]))
    assert answer.status_code == 422 and "with those you sent before" in answer.content.decode()
    assert offer.files.count() == 3


def test_a_file_of_somebody_else_cannot_be_taken_out(offer: Application, sam: User, rita: User, signed_in: SignIn) -> None:
    services.submit(offer.challenge, rita, files=[SimpleUploadedFile("hers.txt", b"hers")], **application_fields())
    hers = Application.objects.get(solver=rita).files.get()
    signed_in(sam).post(url("edit", offer), typed(revision="1", files=[SimpleUploadedFile("mine.txt", b"mine")]))
    answer = signed_in(sam).post(url("edit", offer), typed(revision="2", drop=[str(hers.pk)]))
    assert answer.status_code == 422
    assert fresh(hers).name == "hers.txt"
