"""Entries sum to zero, are written once and never changed; check_ledger names what is off."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from apps.contracts.models import Contract, Milestone
from apps.core.db import atomic
from apps.core.money import MixedCurrencies, Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.ledger import Unbalanced, balance, post
from apps.payments.models import Account, Finding, JournalEntry, Operation, Payment, Posting
from apps.payments.proof import problems

from .proving import assert_clean

pytestmark = pytest.mark.django_db
Kind = JournalEntry.Kind


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


def sides(*amounts: Money) -> list[tuple[Account, Money, Any]]:
    return [(account, amount, None) for account, amount in zip((Account.CLEARING, Account.HELD, Account.PAYABLE), amounts, strict=False)]


def test_what_does_not_sum_to_zero_is_refused(contract: Any) -> None:
    with pytest.raises(Unbalanced), atomic():
        post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(5), euro(-4)))
    with pytest.raises(Unbalanced), atomic():
        post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(0), euro(0)))
    with pytest.raises(MixedCurrencies), atomic():
        post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(5), Money(-5, "JPY")))
    assert not JournalEntry.objects.exists() and not Posting.objects.exists()


def test_the_same_key_is_one_entry(contract: Any) -> None:
    with atomic():
        first = post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(5), euro(-5)))
        again = post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(5), euro(-5)))
    assert first == again
    assert Posting.objects.count() == 2
    with pytest.raises(IntegrityError):
        JournalEntry.objects.create(kind=Kind.CORRECTION, key="x", currency="EUR")


def test_outside_a_transaction_nothing_is_written(contract: Any) -> None:
    with pytest.raises(RuntimeError):
        post(Kind.CORRECTION, key="x", contract=contract, milestone=None, postings=sides(euro(5), euro(-5)))


def test_entries_and_postings_are_never_changed_or_deleted(funded: Any) -> None:
    for row in (JournalEntry.objects.first(), Posting.objects.first()):
        assert row is not None
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_balances_read_as_people_say_them(delivered: Any, olga: Any, sam: Any) -> None:
    contract = delivered.contract
    assert balance(Account.HELD, contract=contract) == {"EUR": euro(60000)}
    services.approve(delivered, by=olga)
    assert balance(Account.HELD, contract=contract) == {"EUR": euro(0)}
    assert balance(Account.PLATFORM_FEES, contract=contract) == {"EUR": euro(4800)}
    assert balance(Account.PAYABLE, user=sam) == {"EUR": euro(0)}
    assert balance(Account.GATEWAY_FEES, contract=contract) == {"EUR": euro(900)}
    assert balance(Account.CLEARING, contract=contract) == {"EUR": euro(60000 - 900 - 55200)}


def test_a_clean_ledger_says_so(delivered: Any, olga: Any) -> None:
    services.approve(delivered, by=olga)
    out = StringIO()
    call_command("check_ledger", stdout=out)
    assert "The ledger is clean: 4 journal entries" in out.getvalue()
    assert_clean()


def lost_posting(milestone: Milestone) -> str:
    Posting.objects.filter(pk=first(Posting).pk).delete()
    return f"journal entry {JournalEntry.objects.order_by('pk').first().pk}"  # type: ignore[union-attr]


def first(model: Any) -> Any:
    return model.objects.order_by("pk").first()


def changed_posting(milestone: Milestone) -> str:
    posting = Posting.objects.filter(account=Account.HELD).order_by("pk")[0]
    Posting.objects.filter(pk=posting.pk).update(amount_minor=posting.amount_minor - 1)
    return f"journal entry {posting.entry_id}: its postings do not sum to zero"


def held_too_much(milestone: Milestone) -> str:
    Milestone.objects.filter(pk=milestone.pk).update(held_minor=7)
    return f"milestone {milestone.pk}: funded is not held"


def released_to_nobody(milestone: Milestone) -> str:
    Milestone.objects.filter(pk=milestone.pk).update(released_minor=0, refunded_minor=55200)
    return f"milestone {milestone.pk}: its released amount is 0"


def wrong_state(milestone: Milestone) -> str:
    Milestone.objects.filter(pk=milestone.pk).update(status="funded")
    return f"milestone {milestone.pk}: it is funded"


def lost_operation(milestone: Milestone) -> str:
    operation = first(Operation)
    Operation.objects.all().delete()
    return f"{JournalEntry.objects.get(key=operation.decision).pk}: nothing was ordered"


def smaller_operation(milestone: Milestone) -> str:
    Operation.objects.update(amount_minor=1)
    return "its operation is about €0.01"


def operation_without_confirmation(milestone: Milestone) -> str:
    Operation.objects.update(key_number=7)
    return f"operation {first(Operation).pk}: it is done"


def operation_not_done(milestone: Milestone) -> str:
    Operation.objects.update(status="pending")
    return f"contract {milestone.contract_id}: payable"


def operation_without_decision(milestone: Milestone) -> str:
    Operation.objects.update(decision="release:nothing")
    return f"operation {first(Operation).pk}: there is no entry"


def payment_never_came(milestone: Milestone) -> str:
    Payment.objects.update(status="expired")
    return f"payment {first(Payment).pk}: it is expired"


def ended_with_money(milestone: Milestone) -> str:
    Milestone.objects.filter(pk=milestone.pk).update(held_minor=60000)
    Contract.objects.update(status="cancelled")
    return f"contract {milestone.contract_id}: it is cancelled, and still holds 60000"


@pytest.mark.parametrize(
    "harm",
    [
        lost_posting,
        changed_posting,
        held_too_much,
        released_to_nobody,
        wrong_state,
        lost_operation,
        smaller_operation,
        operation_without_confirmation,
        operation_not_done,
        operation_without_decision,
        payment_never_came,
        ended_with_money,
    ],
)
def test_what_is_off_is_named_and_the_exit_is_one(harm: Any, delivered: Any, olga: Any) -> None:
    services.approve(delivered, by=olga)
    words = harm(delivered)
    assert [one for one in problems() if words in one], list(problems())
    err = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("check_ledger", stderr=err, stdout=StringIO())
    assert raised.value.returncode == 1
    assert words in err.getvalue()


def test_entry_without_postings_and_postings_without_entry(funded: Any) -> None:
    from uuid import uuid4

    JournalEntry.objects.create(kind=Kind.CORRECTION, key="hollow", currency="EUR", contract=funded.contract)
    assert any("fewer than two postings" in one for one in problems())
    entry = first(JournalEntry)
    JournalEntry.objects.filter(key="hollow").delete()
    if entry is not None and Posting._meta.db_table:
        from django.db import connection

        if connection.vendor == "mongodb":  # which has no foreign keys
            Posting.objects.filter(entry=entry).update(entry_id=uuid4())
            assert any("belong to no entry" in one for one in problems())


def test_more_rows_than_a_batch(funded: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.payments.proof.BATCH", 1)
    assert_clean()


def test_what_is_off_can_be_told_to_finance(funded: Any, max_: Any) -> None:
    Milestone.objects.filter(pk=funded.pk).update(held_minor=7)
    with pytest.raises(CommandError):
        call_command("check_ledger", "--report", stderr=StringIO(), stdout=StringIO())
    finding = Finding.objects.get(kind="ledger", subject=f"milestone {funded.pk}")
    assert "held" in finding.words and Notification.objects.filter(recipient=max_, kind="payment.finding").exists()
