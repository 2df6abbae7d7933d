"""Our side of a chargeback: a file of what is known, sent once, before the deadline."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from apps.contracts.services import deliver
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event, record
from apps.messages.services import delete, find_or_open
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.exhibits import said_about
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.sandbox import decide, scripts
from apps.payments.models import Chargeback, Finding, SandboxChargeback
from tests.messages.world import say
from tests.races import run_parallel
from tests.standing import standing

from .chargebacks import charged_back
from .faults import every_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(delivered: Any) -> Chargeback:
    return standing(charged_back, delivered)


def words_of(chargeback: Chargeback) -> str:
    with default_storage.open(Chargeback.objects.get(pk=chargeback.pk).evidence_name, "rb") as stored:
        pages = PdfReader(io.BytesIO(stored.read())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def at_the_bank() -> dict[str, Any]:
    return dict(SandboxChargeback.objects.get().evidence)


def clock(days: float = 0) -> int:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
        return services.send_evidence_due()


@pytest.mark.pdf
def test_it_says_what_is_known(funded: Any, olga: Any, sam: Any) -> None:
    drawing = SimpleUploadedFile("tide clock.txt", b"It is round.")
    deliver(funded, by=sam, note="Here is the <script>alert(1)</script> dial.", answers=["Measured.", "Printed."], files=[drawing])
    services.approve(funded, by=olga, verdicts=[{"met": True, "note": "Very fine."}, {"met": True, "note": ""}])
    words = words_of(charged_back(funded))
    for known in ("Olga Lindqvist", "Sam Okafor", "tide clock of 1871", "Every tick matches", "I would begin with the hour ring", "tide clock.txt"):
        assert known in words
    for known in (
        "Measured.",
        "Very fine.",
        "approved the delivery and released the money",
        "€600.00",
        "version 2026-11-01",
        funded.payments.get().charge_id,
    ):
        assert known in words
    digest = funded.deliveries.get().files.get().digest
    assert digest[:20] in words.replace(" ", "")


@pytest.mark.pdf
def test_it_says_when_the_payer_signed_in(delivered: Any, olga: Any, sam: Any) -> None:
    long_before, lately = timezone.now() - timedelta(days=90), timezone.now() - timedelta(hours=2)
    for at, user in ((long_before, olga), (lately, olga), (timezone.now(), sam)):
        with time_machine.travel(at, tick=False):
            record(user, "sign_in", by=user)
    found = charged_back(delivered)
    words = words_of(found)
    assert f"Signed in (UTC) {lately:%-d %b %Y, %H:%M} " in words and f"{long_before:%-d %b %Y}" not in words
    found.refresh_from_db()
    assert found.texts["access_activity_log"].count("signed in") == 1


@pytest.mark.pdf
def test_it_holds_what_the_two_sides_wrote(delivered: Any, olga: Any, sam: Any) -> None:
    talk = find_or_open(delivered.contract.application, by=sam)
    say(talk, sam, "The <i>hour ring</i> is done.", files=[SimpleUploadedFile("ring.txt", b"hour ring")])
    say(talk, olga, "It is just what we wanted.")
    delete(say(talk, sam, "A slip of the tongue."), by=sam)
    words = words_of(charged_back(delivered))
    assert "What the two sides wrote" in words and "Sam Okafor The <i>hour ring</i> is done. File: ring.txt" in words
    assert "Olga Lindqvist It is just what we wanted." in words
    assert "(deleted by its author)" in words and "slip of the tongue" not in words


def test_it_holds_the_newest_messages_only(delivered: Any, olga: Any, sam: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.messages.services.testifying.NEWEST", 3)
    talk = find_or_open(delivered.contract.application, by=sam)
    for number in range(5):
        say(talk, sam, f"Word {number}")
    assert [one.words for one in said_about(delivered.contract)] == ["Word 2", "Word 3", "Word 4"]


@pytest.mark.pdf
def test_without_messages_it_says_nothing_of_them(row: Chargeback) -> None:
    assert said_about(row.contract) == [] and "What the two sides wrote" not in words_of(row)


def test_the_texts_fit_the_gateway(row: Chargeback, olga: Any) -> None:
    row.refresh_from_db()
    assert row.texts["customer_email_address"] == olga.email and "Work was delivered 1 times" in row.texts["product_description"]
    assert all(0 < len(text) <= 20_000 for text in row.texts.values())


@pytest.mark.pdf
def test_it_goes_out_by_itself_before_the_deadline(row: Chargeback, olga: Any) -> None:
    assert clock(days=6) == 0 and Chargeback.objects.get().status == "open"
    assert clock(days=7.5) == 1
    sent = Chargeback.objects.get()
    assert sent.status == "sent" and sent.sent_at and sent.asked_at and at_the_bank()["pdf_bytes"] > 5000
    assert Notification.objects.filter(recipient=olga, kind="payment.chargeback_sent").count() == 1
    assert clock(days=8) == 0
    assert Event.objects.filter(verb="send_evidence").count() == 1


@pytest.mark.pdf
def test_an_operator_is_earlier(row: Chargeback, max_: Any) -> None:
    services.state_our_case(row, "The payer had approved the sketch by telephone.", by=max_)
    sent = services.send_evidence(row, by=max_)
    assert sent.status == "sent" and at_the_bank()["uncategorized_text"].startswith("The payer had approved")
    assert "approved the sketch by telephone" in words_of(row)
    assert Event.objects.get(verb="send_evidence").actor == max_
    with pytest.raises(Stale):
        services.send_evidence(row, by=max_)
    with pytest.raises(Stale):
        services.state_our_case(row, "One more thing.", by=max_)


def test_only_finance_answers(row: Chargeback, olga: Any, sam: Any, eve: Any) -> None:
    for person in (olga, sam, eve):
        for verb in (services.send_evidence, services.accept_chargeback):
            with pytest.raises(NotAllowed):
                verb(row, by=person)
        with pytest.raises(NotAllowed):
            services.state_our_case(row, "Mine.", by=person)
    assert Chargeback.objects.get().status == "open"


def test_a_statement_has_a_limit(row: Chargeback, max_: Any) -> None:
    with pytest.raises(Refused):
        services.state_our_case(row, "x" * 5001, by=max_)


def test_what_is_accepted_is_not_contested(row: Chargeback, max_: Any) -> None:
    services.accept_chargeback(row, by=max_)
    assert clock(days=8) == 0 and Chargeback.objects.get().status == "open"
    with pytest.raises(Stale):
        services.accept_chargeback(row, by=max_)
    with pytest.raises(Stale):
        services.send_evidence(row, by=max_)


def test_a_gateway_that_is_down_is_asked_again(row: Chargeback) -> None:
    scripts.order("evidence", "down")
    assert clock(days=7.5) == 0 and "did not answer" in Chargeback.objects.get().error
    assert clock(days=7.5) == 0  # not yet
    assert clock(days=7.6) == 1 and Chargeback.objects.get().status == "sent"


def test_an_answer_that_got_lost(row: Chargeback, max_: Any) -> None:
    scripts.order("evidence", "lost")
    with pytest.raises(OutcomeUnknown):
        services.send_evidence(row, by=max_)
    assert Chargeback.objects.get().status == "open" and Chargeback.objects.get().asked_at
    clock(days=8)
    assert Chargeback.objects.get().status == "sent"


def test_refused_evidence_may_change_and_goes_out_under_a_new_key(row: Chargeback, max_: Any) -> None:
    key = row.evidence_key
    scripts.order("evidence", "fail")
    with pytest.raises(GatewayRefusal):
        services.send_evidence(row, by=max_)
    row.refresh_from_db()
    assert row.asked_at is None and row.evidence_key == f"{key}-1"
    assert Finding.objects.filter(kind="chargeback").count() == 1
    services.state_our_case(row, "Shorter now.", by=max_)
    assert services.send_evidence(row, by=max_).status == "sent"


def pinned_and_lost(row: Chargeback, by: Any) -> Chargeback:
    """The gateway may have heard of a file that is not in the storage any more."""
    scripts.order("evidence", "down")
    with pytest.raises(OutcomeUnknown):
        services.send_evidence(row, by=by)
    pinned = Chargeback.objects.get()
    default_storage.delete(pinned.evidence_name)
    return pinned


def test_a_lost_file_is_made_anew_and_can_be_sent_again(row: Chargeback, max_: Any, signed_in: Any) -> None:
    pinned = pinned_and_lost(row, max_)
    page = signed_in(max_).post(f"/admin/payments/chargeback/{row.pk}/send/now/", follow=True)
    assert page.status_code == 200 and "missing from the storage" in page.content.decode()
    anew = Chargeback.objects.get()
    assert (anew.status, anew.asked_at) == ("open", None) and anew.evidence_key != pinned.evidence_key
    assert default_storage.exists(anew.evidence_name)
    assert services.send_evidence(anew, by=max_).status == "sent"


@pytest.mark.pdf
def test_a_lost_file_is_made_and_sent_by_the_clock(row: Chargeback, max_: Any) -> None:
    pinned_and_lost(row, max_)
    assert clock(days=7.5) == 0 and "missing from the storage" in Finding.objects.get(kind="chargeback").words
    assert clock(days=7.6) == 1 and Chargeback.objects.get().status == "sent" and at_the_bank()["pdf_bytes"] > 5000


def test_too_late_is_reported_once(row: Chargeback, max_: Any) -> None:
    scripts.order("evidence", "down", times=99)
    for hours in range(0, 48, 6):
        clock(days=7.1 + hours / 24)
    for hours in range(0, 72, 12):
        clock(days=9.1 + hours / 24)
    assert Chargeback.objects.get().status == "open"
    finding = Finding.objects.get(kind="chargeback")
    assert "deadline" in finding.words
    assert Notification.objects.filter(recipient=max_, kind="payment.finding").count() == 1


def test_decided_meanwhile_nothing_is_sent(row: Chargeback) -> None:
    decide(row.reference, won=True, manner="queued")
    assert clock(days=8) == 0
    assert Chargeback.objects.get().status == "won" and at_the_bank() == {}


def test_a_file_that_could_not_be_made_is_made_by_the_clock(row: Chargeback) -> None:
    Chargeback.objects.update(evidence="", texts={})
    assert clock() == 1
    assert Chargeback.objects.get().evidence and clock() == 0


def test_a_server_without_pango_tells_operators_while_there_is_time(delivered: Any, max_: Any, monkeypatch: Any) -> None:
    from apps.core.pdf import MissingLibrary
    from apps.payments.services import evidencing

    def missing(*args: Any, **words: Any) -> bytes:
        raise MissingLibrary("libpango-1.0-0")

    monkeypatch.setattr(evidencing, "render_pdf", missing)
    row = charged_back(delivered)
    clock()
    assert row.status == "open" and "libpango" in Finding.objects.get(kind="chargeback").words
    monkeypatch.undo()
    assert clock(days=7.5) == 1 and Chargeback.objects.get().status == "sent"


@pytest.mark.pdf
def test_a_new_file_replaces_the_old_one(row: Chargeback, max_: Any) -> None:
    row.refresh_from_db()
    old = row.evidence_name
    services.state_our_case(row, "Look at page two.", by=max_)
    assert old and not default_storage.exists(old)
    assert services.prepare_evidence(row) and "page two" in words_of(row)


@pytest.mark.race
def test_many_send_at_once(row: Chargeback, max_: Any) -> None:
    outcomes = run_parallel(4, lambda number: services.send_evidence(row, by=max_), timeout=180)
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Stale)]
    assert Chargeback.objects.get().status == "sent" and Event.objects.filter(verb="send_evidence").count() == 1


def test_killed_at_every_step(row: Chargeback) -> None:
    def check() -> None:
        clock(days=8)
        clock(days=8.5)
        assert Chargeback.objects.get().status == "sent" and Event.objects.filter(verb="send_evidence").count() == 1

    assert every_step(lambda: services.send_evidence(row), check) > 6
