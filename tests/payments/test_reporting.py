"""What is off reaches whoever is in finance: once, in one row, until it is resolved."""

from typing import Any

import pytest
from django.urls import reverse

from apps.core.db import atomic
from apps.notifications.models import Email, Notification
from apps.payments.models import Finding
from apps.payments.services.reporting import report, resolve
from openchance.demo import cast as demo

pytestmark = pytest.mark.django_db


def told(person: Any) -> int:
    return Notification.objects.filter(recipient=person, kind="payment.finding").count()


def test_the_same_trouble_is_one_row_and_told_once(max_: Any, olga: Any) -> None:
    first = report("reconcile", "operation 1", "It is missing.")
    again = report("reconcile", "operation 1", "It is still missing.")
    assert again.pk == first.pk and again.seen_count == 2 and again.words == "It is still missing."
    assert again.last_seen_at > first.last_seen_at
    assert told(max_) == 1 and told(olga) == 0
    letter = Email.objects.get(kind="payment.finding", recipient=max_)
    assert "operation 1" in letter.subject and "It is missing." in letter.text
    assert str(first.pk) in letter.text


def test_other_subjects_and_kinds_are_other_rows(max_: Any) -> None:
    for kind, subject in (("reconcile", "operation 1"), ("reconcile", "operation 2"), ("webhook", "operation 1")):
        report(kind, subject, "Off.")
    assert Finding.objects.open().count() == 3 and told(max_) == 3


def test_resolved_trouble_that_returns_is_new(max_: Any) -> None:
    first = report("ledger", "milestone 1", "Off.")
    assert resolve(first, by=max_) and not resolve(first, by=max_)
    second = report("ledger", "milestone 1", "Off again.")
    assert second.pk != first.pk and told(max_) == 2
    first.refresh_from_db()
    assert first.status == "resolved" and first.resolved_by == max_ and first.seen_count == 1


def test_moderators_without_the_finance_role_are_not_told(people: Any) -> None:
    mod = demo.person("mod", "Mona Moderates", is_staff=True)
    report("ledger", "milestone 1", "Off.")
    assert told(mod) == 0


def test_a_report_is_a_part_of_the_callers_transaction(max_: Any) -> None:
    with pytest.raises(ZeroDivisionError), atomic():
        report("ledger", "milestone 1", "Off.")
        raise ZeroDivisionError
    assert not Finding.objects.exists() and told(max_) == 0
    with atomic():
        report("ledger", "milestone 1", "Off.")
        report("ledger", "milestone 1", "Off.")
    assert Finding.objects.get().seen_count == 2 and told(max_) == 1


def test_long_words_are_cut(max_: Any) -> None:
    found = report("webhook", "x" * 500, "y" * 5000)
    assert len(found.subject) == 160 and len(found.words) == 2000


def test_finance_resolves_in_the_admin_and_a_stranger_finds_nothing(max_: Any, olga: Any, signed_in: Any) -> None:
    found = report("webhook", "event 1", "<script>alert(1)</script>")
    page = reverse("admin:payments_finding_changelist")
    client = signed_in(max_)
    listed = client.get(page).content.decode()
    assert "event 1" in listed and "<script>alert(1)" not in listed
    assert client.get(reverse("admin:payments_finding_change", args=[found.pk])).status_code == 200
    act = {"action": "resolve", "_selected_action": [str(found.pk)]}
    assert signed_in(olga).post(page, act).status_code in (302, 403)
    assert Finding.objects.open().count() == 1
    assert client.post(page, act).status_code == 302
    assert Finding.objects.get().resolved_by == max_
    assert client.get(reverse("admin:payments_reconciliation_changelist")).status_code == 200
