"""Receipts, invoices, payout statements and credit notes: each with its decision, once, and never changed."""

import hashlib
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import documents, services
from apps.payments.gateways.sandbox import pay, scripts
from apps.payments.gateways.sandbox.till import resolve
from apps.payments.models import Document, Operation, Payment
from apps.payments.services.giving_up import REFUSALS
from apps.users.models import User
from apps.users.services import save_billing
from openchance.demo import cast as demo
from tests.standing import standing

from .agreements import agreement
from .faults import sweep
from .papers import only, paper, read
from .proving import assert_ledger_clean

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
MUSEUM = {
    "legal_name": "Nordholms Museum AB",
    "street": "Hamngatan 4",
    "postal_code": "621 57",
    "city": "Visby",
    "country": "SE",
    "tax_id": "SE556677889901",
}


@pytest.fixture
def released(delivered: Any, olga: User) -> Any:
    """€600: €552 for Sam, €48 for OpenChance."""
    return standing(services.approve, delivered, by=olga)


def test_a_payment_has_a_receipt(funded: Any, olga: User) -> None:
    receipt = only("receipt")
    assert (receipt.person, receipt.total, receipt.serial) == (olga, Money(60000, "EUR"), 1)
    text = paper(receipt)
    for said in ("Receipt", receipt.number, "OpenChance", "Marktgasse 1", "DE123456789", "Olga Lindqvist", "Milestone 1: Sketch", "€600.00"):
        assert said in text, said
    assert "Held by OpenChance until you approve it" in text and Payment.objects.get().charge_id in text
    assert "escrow" not in text.lower() and "VAT" not in text and "Page 1 of 1" in text


def test_one_checkout_for_several_milestones_is_one_receipt(contract: Any, olga: User) -> None:
    services.start_funding(contract.milestones.get(position=1), by=olga, through=2)
    pay(Payment.objects.get(lead=None).session_id)
    receipt = only("receipt")
    assert receipt.total == Money(180000, "EUR") and receipt.milestone is None
    text = paper(receipt)
    assert "Milestone 1: Sketch" in text and "Milestone 2: Final drawing" in text and "€1,800.00" in text


def test_a_release_has_an_invoice_for_the_fee_and_a_statement_for_the_payout(released: Any, olga: User, sam: User) -> None:
    invoice, statement = only("invoice"), only("statement")
    assert (invoice.person, invoice.total) == (olga, Money(4800, "EUR")) and (statement.person, statement.total) == (sam, Money(55200, "EUR"))
    text = paper(invoice)
    for said in ("Invoice", invoice.number, "Fee of OpenChance for milestone 1: Sketch", "8% of €600.00, released to Sam Okafor", "Left to pay"):
        assert said in text, said
    assert "€48.00" in text and "€0.00" in text
    text = paper(statement)
    for said in ("Payout statement", "Released for milestone 1: Sketch", "€600.00", "−€48.00", "Paid out", "€552.00", "Sam Okafor"):
        assert said in text, said
    assert Operation.objects.get().reference in text


def test_the_gateways_fee_is_on_no_document(released: Any) -> None:
    fee = Payment.objects.get().fee_minor
    assert fee
    assert all(Money(fee, "EUR").format() not in paper(document) for document in Document.objects.all())


def test_a_refund_has_a_credit_note_to_the_receipt(funded: Any, olga: User) -> None:
    receipt = only("receipt")
    services.cancel_contract(funded.contract, by=olga, reason="The museum has lost its funding.")
    note = only("credit_note")
    assert (note.person, note.total, note.replaces) == (olga, Money(60000, "EUR"), receipt)
    text = paper(note)
    for said in (
        "Credit note",
        "Corrects",
        f"Receipt {receipt.number}",
        "Refund for milestone 1: Sketch",
        "€600.00",
        Operation.objects.get().reference,
    ):
        assert said in text, said


def test_a_refund_that_came_back_has_its_credit_note_cancelled(funded: Any, olga: User) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="The museum has lost its funding.")
    refund, note = Operation.objects.get(), only("credit_note")
    scripts.order("refund", "fail", times=REFUSALS)
    resolve(refund.reference, "failed", error="The card is closed.")
    cancelled = only("credit_note", decision__startswith="refund-back:")
    assert (cancelled.person, cancelled.total, cancelled.replaces) == (olga, Money(-60000, "EUR"), note)
    text = paper(cancelled)
    for said in (
        "Corrects",
        f"Credit note {note.number}",
        "Refund for milestone 1: Sketch came back",
        "Refund cancelled",
        "−€600.00",
        refund.reference,
    ):
        assert said in text, said
    sweep(hours=13, rounds=REFUSALS + 3)
    refund.refresh_from_db()
    totals = Document.objects.filter(kind="credit_note").values_list("total_minor", flat=True)
    assert refund.status == "failed" and sum(totals) == 0
    assert_ledger_clean()
    scripts.forget()
    services.retry_operation(refund, by=None)
    sweep(rounds=2)
    again = Document.objects.filter(kind="credit_note").latest("id")
    assert (again.total, again.replaces) == (Money(60000, "EUR"), only("receipt")) and Document.objects.filter(kind="credit_note").count() == 3
    assert_ledger_clean()


def test_a_fee_given_back_has_a_credit_note_to_the_invoice(released: Any, people: dict[str, User]) -> None:
    invoice = only("invoice")
    services.refund_milestone(released, Money(30000, "EUR"), by=people["fiona"], reason="Half of it was missing.")
    sweep(rounds=2)
    note = only("credit_note", decision__startswith="fee-note:")
    assert (note.total, note.replaces) == (Money(2400, "EUR"), invoice)
    assert "Fee given back for milestone 1: Sketch" in paper(note) and f"Invoice {invoice.number}" in paper(note)
    refund = only("credit_note", decision__startswith="refund-note:")
    assert (refund.total, refund.replaces) == (Money(30000, "EUR"), only("receipt"))


def test_money_that_came_too_late_has_a_receipt_and_a_credit_note(first: Any, olga: User) -> None:
    services.start_funding(first, by=olga)
    assert pay(Payment.objects.get().session_id, manner="late")  # we have not heard of it yet
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    sweep()
    assert "Came when it was not needed any more" in paper(only("receipt"))
    assert only("credit_note").replaces == only("receipt")


def test_a_transfer_that_failed_afterwards_has_another_statement_in_its_place(released: Any) -> None:
    transfer, earlier = Operation.objects.get(kind="transfer"), only("statement")
    resolve(transfer.reference, "failed", error="The account is closed.")
    sweep(rounds=2)
    later = Document.objects.filter(kind="statement").exclude(pk=earlier.pk).get()
    assert later.replaces == earlier and later.total == earlier.total
    assert f"Takes the place of Payout statement {earlier.number}" in paper(later)


@pytest.mark.parametrize(
    ("currency", "minor", "said"),
    [("JPY", 100001, ["¥100,001", "¥92,001", "¥8,000"]), ("KWD", 123450, ["KWD 123.450", "KWD 113.580", "KWD 9.870"])],
)
def test_other_currencies_have_their_own_decimals(olga: User, sam: User, currency: str, minor: int, said: list[str]) -> None:
    milestone = demo.funded(agreement(olga, sam, currency, [minor]))
    demo.delivered(milestone)
    services.approve(milestone, by=olga)
    whole, net, fee = said
    assert whole in paper(only("receipt")) and fee in paper(only("invoice"))
    text = paper(only("statement"))
    assert whole in text and net in text and f"−{fee}" in text


def test_names_are_those_of_the_moment(contract: Any, olga: User) -> None:
    save_billing(olga, **MUSEUM)
    demo.funded(contract)
    receipt = only("receipt")
    save_billing(olga, legal_name="Somebody Else Ltd", country="US")
    User.objects.filter(pk=olga.pk).update(name="Changed")
    text = paper(Document.objects.get(pk=receipt.pk))
    assert "Nordholms Museum AB" in text and "621 57 Visby" in text and "SE556677889901" in text
    assert "Somebody" not in text and "Changed" not in text and receipt.data["page"] == "A4"


def test_paper_is_as_in_the_country(contract: Any, olga: User) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    save_billing(olga, **MUSEUM | {"country": "US"})
    demo.funded(contract)
    page = PdfReader(BytesIO(read(documents.finish(only("receipt"))))).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (612, 792)


def test_a_note_about_tax_is_the_operators_own(delivered: Any, olga: User, settings: Any) -> None:
    settings.TAX_NOTE = "No VAT under § 19 UStG."
    services.approve(delivered, by=olga)
    assert "No VAT under § 19 UStG." in paper(only("invoice")) and "UStG" not in paper(only("statement"))


def test_the_file_is_made_once_and_stays(funded: Any) -> None:
    receipt = documents.finish(only("receipt"))
    made = read(receipt)
    assert receipt.digest == hashlib.sha256(made).hexdigest() and receipt.due_at is None
    again = documents.finish(Document.objects.get(pk=receipt.pk))
    assert again.file.name == receipt.file.name and read(again) == made
    from apps.payments.documents.rendering import keep

    stale = Document.objects.get(pk=receipt.pk)
    keep(stale, b"%PDF-other")  # somebody else had drawn it at the same moment
    assert stale.file.name == receipt.file.name and read(stale) == made


def test_documents_are_neither_changed_nor_deleted(funded: Any) -> None:
    receipt = only("receipt")
    receipt.total_minor = 1
    with pytest.raises(TypeError):
        receipt.save()
    with pytest.raises(TypeError):
        receipt.delete()
    assert only("receipt").total_minor == 60000


def test_deciding_again_issues_nothing_again(released: Any, olga: User) -> None:
    before = sorted(Document.objects.values_list("decision", flat=True))
    sweep(rounds=2)
    services.settle(Payment.objects.get())
    assert sorted(Document.objects.values_list("decision", flat=True)) == before and len(before) == 3


def test_only_whose_it_is_and_moderators_see_it(funded: Any, people: dict[str, User], signed_in: Any) -> None:
    receipt = only("receipt")
    for handle, status in {"olga": 200, "max": 200, "fiona": 200, "sam": 404, "rita": 404, "eve": 404}.items():
        for address in (receipt.get_absolute_url(), f"{receipt.get_absolute_url()}pdf/"):
            assert signed_in(people[handle]).get(address).status_code == status, (handle, address)
    assert Client().get(f"{receipt.get_absolute_url()}pdf/")["Location"].startswith("/accounts/login/")


def test_the_download_is_an_attachment_with_the_documents_name(funded: Any, olga: User, signed_in: Any) -> None:
    receipt = only("receipt")
    assert not receipt.file
    answer = signed_in(olga).get(f"{receipt.get_absolute_url()}pdf/")
    made = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == f'attachment; filename="Receipt {receipt.number}.pdf"' and made.startswith(b"%PDF-")
    assert hashlib.sha256(made).hexdigest() == only("receipt").digest


def test_the_page_says_what_the_paper_says(released: Any, olga: User, sam: User, signed_in: Any) -> None:
    page = signed_in(olga).get(only("invoice").get_absolute_url()).content.decode()
    for said in ("Fee of OpenChance for milestone 1: Sketch", "8% of €600.00, released to Sam Okafor", "Left to pay", "Download as PDF"):
        assert said in page, said
    assert "Released for milestone 1: Sketch" in signed_in(sam).get(only("statement").get_absolute_url()).content.decode()


def test_a_corrected_document_leads_to_its_correction(funded: Any, olga: User, signed_in: Any) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="The museum has lost its funding.")
    page = signed_in(olga).get(only("receipt").get_absolute_url()).content.decode()
    assert "It was corrected by:" in page and only("credit_note").number in page


def test_the_list_shows_ones_own_by_kind_and_year(released: Any, olga: User, sam: User, eve: User, signed_in: Any) -> None:
    receipt, invoice, statement = only("receipt"), only("invoice"), only("statement")
    page = signed_in(olga).get("/payments/documents/").content.decode()
    assert receipt.number in page and invoice.number in page and statement.number not in page
    page = signed_in(olga).get("/payments/documents/", {"kind": "invoice", "year": invoice.year}).content.decode()
    assert invoice.number in page and receipt.number not in page
    assert "No document fits" in signed_in(olga).get("/payments/documents/", {"year": "1999"}).content.decode()
    assert receipt.number in signed_in(olga).get("/payments/documents/", {"kind": "nonsense", "year": "²⁰"}).content.decode()
    assert statement.number in signed_in(sam).get("/payments/documents/").content.decode()
    assert "No documents yet" in signed_in(eve).get("/payments/documents/").content.decode()


def test_the_list_shows_those_of_one_contract(released: Any, olga: User, sam: User, signed_in: Any) -> None:
    demo.funded(agreement(olga, sam, "JPY", [5000]))
    client, address = signed_in(olga), f"/payments/documents/?contract={released.contract_id}"
    assert address in client.get(released.contract.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "Only those of" in page and "€600.00" in page and "¥5,000" not in page
    assert "¥5,000" in client.get("/payments/documents/?contract=nonsense").content.decode()


def test_the_list_has_pages(funded: Any, olga: User, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    from apps.core.db import atomic
    from apps.payments.documents.issuing import issue_invoice

    for number in range(45):
        with atomic():
            issue_invoice(funded, Money(100 + number, "EUR"), f"page:{number}")
    client, address, seen = signed_in(olga), "/payments/documents/", []
    for _ in range(4):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        seen += [document.pk for document in answer.context["documents"]]
        if not answer.context["older"]:
            break
        address = "/payments/documents/" + answer.context["older"]
    assert len(seen) == len(set(seen)) == 46


def test_letters_lead_to_the_document(released: Any) -> None:
    services_sent = Notification.objects.filter(kind__in=("payment.receipt", "payment.paid_out")).count()
    assert services_sent == 2
    from apps.notifications.services import send_due

    send_due()
    bodies = [str(message.body) for message in mail.outbox]
    for kind in ("receipt", "statement"):
        assert any(f"http://testserver{only(kind).get_absolute_url()}" in body for body in bodies), kind


def test_moderators_find_it_by_its_number(funded: Any, max_: User, signed_in: Any) -> None:
    receipt = only("receipt")
    page = signed_in(max_).get("/admin/payments/document/", {"q": receipt.number, "kind": "receipt", "year": receipt.year}).content.decode()
    assert receipt.number in page and f"{receipt.get_absolute_url()}pdf/" in page
    shown = signed_in(max_).get(f"/admin/payments/document/{receipt.pk}/change/").content.decode()
    assert receipt.decision in shown and 'name="_save"' not in shown
