"""The pages of a dispute: what each visitor sees and can press, what is refused beside its field, and the queue of staff."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.contracts import services as contracts
from apps.contracts.models import Dispute, DisputeFile
from apps.core.money import Money
from apps.payments import services
from openchance.demo import cast as demo
from tests.standing import standing

from .proving import assert_clean

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def address(milestone: Any, name: str = "contracts:dispute") -> str:
    return reverse(name, args=[milestone.contract_id, milestone.position])


def decide_url(dispute: Dispute) -> str:
    return reverse("admin:contracts_dispute_decide", args=[dispute.pk])


@pytest.fixture
def dispute(delivered: Any, olga: Any) -> Dispute:
    """Olga's: €200 of the €600 for Sam."""
    made: Dispute = standing(demo.disputed, delivered.deliveries.get(), by=olga)
    return made


@pytest.fixture
def deciding(dispute: Dispute, olga: Any, sam: Any) -> Dispute:
    services.state_claim(dispute, by=sam, amount=Money.of(500, "EUR"), text="It is all <b>there</b>.")
    for who in (olga, sam):
        contracts.ask_staff(dispute, by=who)
    dispute.refresh_from_db()
    return dispute


def test_from_the_contract_to_a_dispute_and_to_its_end(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    owner, solver, place = signed_in(olga), signed_in(sam), address(delivered)
    for browser in (owner, solver):
        assert place in browser.get(delivered.contract.get_absolute_url()).content.decode()
    upload = SimpleUploadedFile("proof.pdf", PDF)
    opened = owner.post(place, {"amount": "200", "text": "Half of *it* is missing.", "files": upload})
    assert (opened.status_code, opened.headers["Location"]) == (302, place)
    page = solver.get(place).content.decode()
    assert "€200.00" in page and "<em>it</em>" in page and "Accept €200.00" in page and DisputeFile.objects.get().get_absolute_url() in page
    contract = solver.get(delivered.contract.get_absolute_url()).content.decode()
    assert "Answer the dispute" in contract and "Milestone 1 of 2 is in dispute" in contract and "Without your answer €200.00" in contract
    for browser, words in ((solver, "Answer a dispute"), (owner, "Sam Okafor answers the dispute")):
        assert words in browser.get(reverse("dashboard")).content.decode()
        assert browser.get(reverse("contracts:list")).status_code == 200
    assert solver.post(address(delivered, "payments:state_claim"), {"amount": "500", "text": "It is there."}).status_code == 302
    assert "Settle a dispute" in owner.get(reverse("dashboard")).content.decode()
    assert owner.post(address(delivered, "payments:accept_claim"), {"amount": "50000"}).status_code == 302
    delivered.refresh_from_db()
    assert (delivered.status, delivered.released_minor, delivered.refunded_minor) == ("settled", 46000, 10000)
    for browser in (owner, solver):
        outcome = browser.get(place).content.decode()
        assert "€460.00" in outcome and "€100.00" in outcome and "Accept €" not in outcome and "<textarea" not in outcome
        history = browser.get(delivered.contract.get_absolute_url()).content.decode()
        assert "accepted €500.00, which settles the dispute about milestone 1" in history
    assert_clean()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"amount": "601"}, "Only €600.00 is held"),
        ({"amount": "-1"}, "from 0 to €600.00"),
        ({"amount": "1.005"}, "EUR has 2 decimals at most."),
        ({"amount": "a lot"}, "Say an amount in figures"),
        ({"amount": "9" * 30}, "at most 24 characters"),
        ({"amount": ""}, "Name an amount; it may be 0."),
        ({"text": ""}, "Say why"),
        ({"text": "x" * 10001}, "at most 10000 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(sent: dict[str, str], words: str, delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    form = {"amount": "200", "text": "Half of it is missing."} | sent
    answer = signed_in(olga).post(address(delivered), form)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Dispute.objects.exists()
    demo.disputed(delivered.deliveries.get(), by=olga)
    answer = signed_in(sam).post(address(delivered, "payments:state_claim"), form)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Dispute.objects.get().solver_offer is None


def test_a_file_that_is_not_what_it_says_is_refused(dispute: Dispute, sam: Any, signed_in: Any) -> None:
    upload = SimpleUploadedFile("proof.pdf", b"MZ\x00\x00 not a document")
    answer = signed_in(sam).post(address(dispute.milestone, "payments:state_claim"), {"amount": "500", "text": "So.", "files": upload})
    assert answer.status_code == 422 and "says it is PDF" in answer.content.decode()
    assert not DisputeFile.objects.exists()


def test_turning_the_screw_is_refused_beside_the_amount(dispute: Dispute, olga: Any, signed_in: Any) -> None:
    answer = signed_in(olga).post(address(dispute.milestone, "payments:state_claim"), {"amount": "100", "text": ""})
    assert answer.status_code == 422 and "only in their favour" in answer.content.decode()


@pytest.mark.parametrize("amount", ["", "x", "-1", "20001", "9" * 40])
def test_an_amount_that_was_not_on_the_page_is_not_accepted(amount: str, dispute: Dispute, sam: Any, signed_in: Any) -> None:
    assert signed_in(sam).post(address(dispute.milestone, "payments:accept_claim"), {"amount": amount}).status_code == 409
    dispute.refresh_from_db()
    assert dispute.status == "open"


def test_strangers_find_nothing_and_staff_only_look(dispute: Dispute, eve: Any, max_: Any, signed_in: Any) -> None:
    stranger, staff = signed_in(eve), signed_in(max_)
    form = {"amount": "0", "text": "Mine."}
    for name in ("contracts:dispute", "payments:state_claim", "payments:accept_claim", "contracts:ask_staff"):
        assert stranger.post(address(dispute.milestone, name), form).status_code == 404
        assert staff.post(address(dispute.milestone, name), form).status_code in (403, 409)
    assert stranger.get(address(dispute.milestone)).status_code == 404
    page = staff.get(address(dispute.milestone)).content.decode()
    assert "€200" in page and "<textarea" not in page and "Accept €" not in page
    assert dispute.statements.count() == 1


def test_before_a_delivery_there_is_nothing_to_open(funded: Any, olga: Any, signed_in: Any) -> None:
    for answer in (signed_in(olga).get(address(funded)), signed_in(olga).post(address(funded), {"amount": "1", "text": "So."})):
        assert answer.status_code == 409 and "after changes were requested twice" in answer.content.decode()


def test_an_old_page_says_that_it_is_in_dispute_already(dispute: Dispute, sam: Any, signed_in: Any) -> None:
    answer = signed_in(sam).post(address(dispute.milestone), {"amount": "500", "text": "So."})
    assert answer.status_code == 409 and "in dispute already" in answer.content.decode()


def test_wrong_methods_are_refused(dispute: Dispute, sam: Any, signed_in: Any) -> None:
    browser = signed_in(sam)
    assert browser.get(address(dispute.milestone, "payments:accept_claim")).status_code == 405
    assert browser.get(address(dispute.milestone, "contracts:ask_staff")).status_code == 405
    assert browser.get(address(dispute.milestone, "payments:state_claim")).status_code == 302


def test_staff_decide_with_both_sides_before_them(deciding: Dispute, max_: Any, signed_in: Any) -> None:
    browser = signed_in(max_)
    assert decide_url(deciding) in browser.get(reverse("admin:contracts_dispute_changelist")).content.decode()
    page = browser.get(decide_url(deciding)).content.decode()
    assert "Olga Lindqvist" in page and "The hour ring is there" in page and "&lt;b&gt;there" in page and "Measured on the print." in page
    seen = str(deciding.statements.last().pk)  # type: ignore[union-attr]
    for wrong in ({"amount": "601"}, {"reason": " "}, {"seen": "x"}, {"amount": ""}):
        form = {"amount": "350", "reason": "Seven of ten plates.", "seen": seen} | wrong
        assert browser.post(decide_url(deciding), form).status_code == 422
    old = str(deciding.statements.first().pk)  # type: ignore[union-attr]
    stale = browser.post(decide_url(deciding), {"amount": "350", "reason": "So.", "seen": old})
    assert stale.status_code == 422 and "Read it first" in stale.content.decode()
    assert browser.post(decide_url(deciding), {"amount": "350", "reason": "Seven of ten plates.", "seen": seen}).status_code == 302
    deciding.refresh_from_db()
    assert (deciding.status, deciding.decided_by, deciding.outcome_minor) == ("settled", max_, 35000)
    assert browser.post(decide_url(deciding), {"amount": "1", "reason": "Again.", "seen": seen}).status_code == 403
    assert "Seven of ten plates." in browser.get(decide_url(deciding)).content.decode()
    assert_clean()


def test_staff_may_not_decide_their_own(deciding: Dispute, olga: Any, signed_in: Any) -> None:
    type(olga).objects.filter(pk=olga.pk).update(is_staff=True)
    olga.refresh_from_db()
    browser = signed_in(olga)
    assert "somebody else has to decide" in browser.get(decide_url(deciding)).content.decode()
    form = {"amount": "0", "reason": "Mine.", "seen": str(deciding.statements.last().pk)}  # type: ignore[union-attr]
    assert browser.post(decide_url(deciding), form).status_code == 403
    deciding.refresh_from_db()
    assert deciding.status == "deciding"


def test_the_queue_is_for_moderators(deciding: Dispute, sam: Any, signed_in: Any) -> None:
    assert signed_in(sam).get(decide_url(deciding), follow=True).status_code == 404


def test_a_contract_in_dispute_offers_no_way_to_cancel(dispute: Dispute, olga: Any, signed_in: Any) -> None:
    page = signed_in(olga).get(dispute.contract.get_absolute_url()).content.decode()
    assert "cannot be cancelled" in page and "Propose to cancel" not in page
    answer = signed_in(olga).post(reverse("contracts:propose_cancel", args=[dispute.contract_id]), {"reason": "Stop."})
    assert answer.status_code == 409 and "Settle the dispute first" in answer.content.decode()
