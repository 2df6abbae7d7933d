from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract, Delivery, DeliveryFile, Milestone
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from tests.races import run_parallel

from .world import ANSWERS, NOT_MET, delivered, fresh, funded, milestone, released, signed_in, told, verbs

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def stored_files() -> int:
    folder = Path(settings.MEDIA_ROOT) / "contracts.deliveryfile"
    return len(list(folder.iterdir())) if folder.exists() else 0


def form(**changes: Any) -> dict[str, Any]:
    return {"note": "Here **it** is.", "answer_1": ANSWERS[0], "answer_2": ANSWERS[1]} | changes


def address(agreement: Contract, position: int = 1) -> str:
    return reverse("contracts:deliver", args=[agreement.pk, position])


def test_solver_delivers_and_the_review_clock_starts(agreement: Contract, sam: User, olga: User) -> None:
    part = funded(agreement)
    delivery = services.deliver(part, by=sam, note="Here **it** is.", answers=ANSWERS, files=[SimpleUploadedFile("proof.pdf", PDF)])
    part = fresh(part)
    assert (part.status, part.round, part.held_minor) == ("delivered", 1, 60000)
    assert part.review_due_at == part.delivered_at + timedelta(days=14)
    assert (delivery.status, delivery.round, delivery.answers) == ("waiting", 1, ANSWERS)
    assert "<strong>it</strong>" in delivery.note_html
    assert [one.name for one in DeliveryFile.objects.filter(delivery=delivery)] == ["proof.pdf"]
    contract = fresh(agreement)
    assert contract.first_delivered_at is not None
    assert (contract.owner_task, contract.owner_due_at, contract.solver_task) == (Contract.Task.REVIEW, part.review_due_at, Contract.Task.WAIT)
    assert told(olga)[-1] == "contract.delivered"
    assert verbs(part)[-1] == "deliver"


def test_after_a_change_request_a_second_round_is_delivered(agreement: Contract, sam: User, olga: User) -> None:
    first = delivered(agreement)
    services.request_changes(first, by=olga, feedback="Closer, please.", verdicts=NOT_MET)
    second = delivered(agreement)
    assert (second.round, fresh(milestone(agreement)).round) == (2, 2)
    assert [one.status for one in Delivery.objects.filter(milestone=first.milestone)] == ["changes", "waiting"]
    assert told(olga).count("contract.delivered") == 2


def test_delivering_twice_is_refused_and_leaves_no_file(agreement: Contract, sam: User) -> None:
    part = funded(agreement)
    stale = milestone(agreement)
    services.deliver(part, by=sam, note="One.", answers=ANSWERS, files=[])
    before = stored_files()
    with pytest.raises(Stale):
        services.deliver(stale, by=sam, note="Two.", answers=ANSWERS, files=[SimpleUploadedFile("a.pdf", PDF)])
    assert Delivery.objects.count() == 1
    assert stored_files() == before


def test_owner_and_stranger_cannot_deliver(agreement: Contract, olga: User, eve: User) -> None:
    part = funded(agreement)
    for visitor in (olga, eve):
        with pytest.raises(NotAllowed):
            services.deliver(part, by=visitor, note="Mine.", answers=ANSWERS, files=[])
    assert Delivery.objects.count() == 0
    assert fresh(part).status == "funded"


def test_nothing_is_delivered_before_the_funding_or_after_the_release(agreement: Contract, sam: User) -> None:
    with pytest.raises(Stale):
        services.deliver(milestone(agreement), by=sam, note="Early.", answers=ANSWERS, files=[])
    part = released(agreement)
    with pytest.raises(Stale):
        services.deliver(part, by=sam, note="Late.", answers=ANSWERS, files=[])


def test_each_criterion_needs_its_answer(agreement: Contract, sam: User) -> None:
    part = funded(agreement)
    for answers in ([], ["One"], ["One", " "], ["One", "Two", "Three"]):
        with pytest.raises(Refused):
            services.deliver(part, by=sam, note="Here.", answers=answers, files=[])
    assert Delivery.objects.count() == 0


def test_page_and_form(agreement: Contract, sam: User, olga: User, eve: User) -> None:
    funded(agreement)
    url = address(agreement)
    response = signed_in(sam).get(url)
    page = response.content.decode()
    assert response.status_code == 200 and "Write a note" not in page
    assert all(words in page for words in agreement.criteria)
    assert signed_in(eve).get(url).status_code == signed_in(eve).post(url, form()).status_code == 404
    assert signed_in(olga).get(url).status_code == signed_in(olga).post(url, form()).status_code == 403
    assert signed_in(sam).delete(url).status_code == 405
    assert Delivery.objects.count() == 0
    response = signed_in(sam).post(url, form(files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.txt", b"words")]))
    assert response.status_code == 302 and str(agreement.pk) in response["Location"]
    assert [one.name for one in DeliveryFile.objects.order_by("name")] == ["a.pdf", "b.txt"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"note": " "}, "Write a note"),
        ({"note": "x" * 10001}, "at most 10000"),
        ({"answer_2": ""}, "Say how this criterion is met"),
        ({"answer_1": "x" * 2001}, "at most 2000"),
    ],
)
def test_bad_words_are_said_at_the_field_and_nothing_is_lost(agreement: Contract, sam: User, changes: dict[str, str], words: str) -> None:
    funded(agreement)
    response = signed_in(sam).post(address(agreement), form(**changes))
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page and ("Here **it** is." in page or "note" in changes)
    assert Delivery.objects.count() == 0


def test_files_are_checked(agreement: Contract, sam: User) -> None:
    funded(agreement)
    client = signed_in(sam)
    bad = [
        ([SimpleUploadedFile("lie.pdf", b"not a pdf at all" * 10)], "says it is PDF"),
        ([SimpleUploadedFile("run.exe", b"MZ" * 10)], "not taken"),
        ([SimpleUploadedFile("empty.txt", b"")], "empty"),
    ]
    for files, words in bad:
        response = client.post(address(agreement), form(files=files))
        assert response.status_code == 422 and words in response.content.decode()
    assert Delivery.objects.count() == DeliveryFile.objects.count() == 0


def test_wrong_state_says_so(agreement: Contract, sam: User) -> None:
    client = signed_in(sam)
    assert "not funded yet" in client.get(address(agreement)).content.decode()
    delivered(agreement)
    response = client.post(address(agreement), form())
    assert response.status_code == 409 and "is delivered now" in response.content.decode()
    assert client.get(address(agreement)).status_code == 409


def test_a_milestone_that_does_not_exist_is_404(agreement: Contract, sam: User) -> None:
    for position in (0, 3, 10**6, 10**30):
        assert signed_in(sam).get(address(agreement, position)).status_code == 404


def test_files_are_for_the_two_sides(agreement: Contract, sam: User, olga: User, eve: User, max_: User) -> None:
    services.deliver(funded(agreement), by=sam, note="Here.", answers=ANSWERS, files=[SimpleUploadedFile("a.pdf", PDF)])
    url = DeliveryFile.objects.get().get_absolute_url()
    for visitor in (sam, olga, max_):
        response = signed_in(visitor).get(url)
        assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    assert signed_in(eve).get(url).status_code == 404
    assert signed_in(sam).post(url).status_code == 405


def test_a_look_at_the_preview_delivers_nothing_and_keeps_the_words(agreement: Contract, sam: User) -> None:
    funded(agreement)
    response = signed_in(sam).post(address(agreement), form(preview="1", answer_2=""))
    page = response.content.decode()
    assert response.status_code == 200 and "<strong>it</strong>" in page
    assert "Here **it** is." in page and ANSWERS[0] in page
    assert Delivery.objects.count() == 0


@pytest.mark.race
def test_delivering_ten_times_at_once_is_one_delivery(agreement: Contract, sam: User) -> None:
    funded(agreement)
    outcomes = run_parallel(10, lambda n: services.deliver(milestone(agreement), by=sam, note=f"{n}", answers=ANSWERS, files=[]))
    assert sum(isinstance(one, Delivery) for one in outcomes) == 1
    assert all(isinstance(one, Stale) for one in outcomes if not isinstance(one, Delivery))
    assert Delivery.objects.count() == 1


def test_due_date_follows_from_the_plan(agreement: Contract) -> None:
    part: Milestone = funded(agreement)
    assert abs(fresh(part).due_at - timezone.now() - timedelta(days=5)) < timedelta(minutes=1)
