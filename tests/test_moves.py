"""Every state × move × role: what may happen does, what may not changes nothing. The table is written by hand, apart from the models'."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from apps.applications.models import Application
from apps.challenges.models import Challenge, Invitation, Question
from apps.contracts.models import Contract, Delivery, Dispute, Milestone
from apps.core.db import atomic
from apps.core.errors import Refused
from apps.core.ids import uuid7
from apps.core.models import Event
from apps.core.moves import Moving, check_moves, move
from apps.core.uploads.row import Upload
from apps.messages.models import Conversation, Message, MessageReport
from apps.payments.models import Chargeback, Finding, Payment
from apps.reviews.models import Review
from openchance.demo.cast import application_fields, cast, challenge_fields

OWNER, SOLVER, STAFF, HOUSE = "olga", "sam", "max", "the house"
ROLES = [OWNER, SOLVER, "rita", "eve", STAFF, "nobody", HOUSE]

# model → move → (states it begins in, state it ends in, who may make it)
TABLE: dict[type[Moving], dict[str, tuple[set[str], str, set[str]]]] = {
    Challenge: {
        "publish": ({"draft"}, "open", {OWNER}),
        "close": ({"open"}, "closed", {OWNER, HOUSE}),
        "reopen": ({"closed"}, "open", {OWNER}),
        "award": ({"open", "closed"}, "awarded", {OWNER}),
        "complete": ({"awarded"}, "completed", {HOUSE}),
        "cancel": ({"open", "closed"}, "cancelled", {OWNER, STAFF}),
        "abandon": ({"awarded"}, "cancelled", {HOUSE}),
    },
    Question: {
        "answer": ({"waiting"}, "answered", {OWNER}),
        "decline": ({"waiting"}, "declined", {OWNER}),
        "withdraw": ({"waiting"}, "withdrawn", {SOLVER}),
    },
    Invitation: {
        "decline": ({"waiting"}, "declined", {SOLVER}),
        "apply": ({"waiting", "declined"}, "applied", {SOLVER}),
        "withdraw": ({"waiting", "declined"}, "withdrawn", {OWNER}),
        "renew": ({"withdrawn"}, "waiting", {OWNER}),
    },
    Application: {
        "shortlist": ({"submitted"}, "shortlisted", {OWNER}),
        "unshortlist": ({"shortlisted"}, "submitted", {OWNER}),
        "accept": ({"submitted", "shortlisted"}, "accepted", {OWNER}),
        "decline": ({"submitted", "shortlisted"}, "declined", {OWNER}),
        "withdraw": ({"submitted", "shortlisted"}, "withdrawn", {SOLVER}),
        "expire": ({"submitted", "shortlisted"}, "expired", {HOUSE}),
    },
    Contract: {
        "activate": ({"awaiting"}, "active", {HOUSE}),
        "complete": ({"active"}, "completed", {HOUSE}),
        "cancel": ({"awaiting", "active"}, "cancelled", {OWNER, SOLVER, HOUSE}),
    },
    Milestone: {
        "fund": ({"planned"}, "funded", {HOUSE}),
        "deliver": ({"funded"}, "delivered", {SOLVER}),
        "request_changes": ({"delivered"}, "funded", {OWNER}),
        "release": ({"delivered"}, "released", {OWNER, HOUSE}),
        "refund": ({"funded", "delivered"}, "refunded", {OWNER, SOLVER, HOUSE}),
        "dispute": ({"delivered"}, "disputed", {OWNER, SOLVER}),
        "settle": ({"disputed"}, "settled", {HOUSE}),
        "charge_back": ({"funded", "delivered", "disputed"}, "refunded", {HOUSE}),
    },
    Delivery: {
        "approve": ({"waiting"}, "approved", {OWNER, HOUSE}),
        "request_changes": ({"waiting"}, "changes", {OWNER}),
        "void": ({"waiting"}, "void", {OWNER, SOLVER, HOUSE}),
        "settle": ({"waiting"}, "settled", {HOUSE}),
    },
    Dispute: {
        "escalate": ({"open"}, "deciding", {HOUSE}),
        "accept": ({"open", "deciding"}, "settled", {OWNER, SOLVER}),
        "cross": ({"open", "deciding"}, "settled", {HOUSE}),
        "lapse": ({"open"}, "settled", {HOUSE}),
        "decide": ({"deciding"}, "settled", {STAFF}),
        "void": ({"open", "deciding"}, "void", {HOUSE}),
    },
    Payment: {
        "succeed": ({"open"}, "succeeded", {HOUSE}),
        "fail": ({"open"}, "failed", {HOUSE}),
        "cancel": ({"open"}, "cancelled", {OWNER, HOUSE}),
        "expire": ({"open"}, "expired", {HOUSE}),
        "arrive_late": ({"open", "failed", "cancelled", "expired"}, "late", {HOUSE}),
        "revive": ({"failed", "cancelled", "expired"}, "succeeded", {HOUSE}),
    },
    Finding: {"resolve": ({"open"}, "resolved", {STAFF, HOUSE})},  # Max is an administrator, and so in finance
    Chargeback: {
        "open": ({"warning", "sent"}, "open", {HOUSE}),
        "send": ({"warning", "open"}, "sent", {STAFF, HOUSE}),
        "win": ({"warning", "open", "sent"}, "won", {HOUSE}),
        "lose": ({"warning", "open", "sent"}, "lost", {HOUSE}),
    },
    Review: {
        "publish": ({"sealed"}, "published", {HOUSE}),
        "hide": ({"sealed", "published"}, "hidden", {STAFF}),
        "restore": ({"hidden"}, "published", {STAFF}),
    },
    MessageReport: {
        "keep": ({"open"}, "kept", {STAFF}),
        "remove": ({"open", "kept"}, "removed", {STAFF}),
    },
    Upload: {
        "receive": ({"pending"}, "checking", {OWNER}),
        "check": ({"checking"}, "checked", {HOUSE}),
        "refuse": ({"checking"}, "refused", {HOUSE}),
        "claim": ({"checked"}, "claimed", {HOUSE}),
        "expire": ({"pending", "checking", "checked", "refused"}, "dropped", {HOUSE}),
        "remove": ({"pending", "checked", "refused"}, "dropped", {OWNER}),
        "let_go": ({"claimed"}, "dropped", {HOUSE}),
    },
}

Make = Callable[[type[Moving]], Moving]


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    return cast() | {"nobody": AnonymousUser(), HOUSE: None}


@pytest.fixture
def make(people: dict[str, Any]) -> Make:
    """One row of each model, as plain as it can be: Olga owns, Sam solves."""
    sides = {"owner": people["olga"], "solver": people["sam"]}

    def build(model: type[Moving]) -> Moving:
        rows: dict[type, Any] = {}
        rows[Challenge] = Challenge.objects.create(owner=people["olga"], **challenge_fields())
        rows[Question] = Question.objects.create(challenge=rows[Challenge], asker=people["sam"], owner=people["olga"], text="How high is it?")
        rows[Invitation] = Invitation.objects.create(challenge=rows[Challenge], user=people["sam"], owner=people["olga"])
        rows[Application] = Application.objects.create(challenge=rows[Challenge], currency="EUR", **sides, **application_fields())
        plain = {"currency": "EUR", **sides}
        rows[Contract] = Contract.objects.create(
            application=rows[Application],
            challenge=rows[Challenge],
            title="Tide clock",
            total_minor=180000,
            fee_basis_points=800,
            review_days=14,
            **plain,
        )
        rows[Milestone] = Milestone.objects.create(contract=rows[Contract], position=1, title="All", amount_minor=180000, days=9, **plain)
        both = {"milestone": rows[Milestone], "contract": rows[Contract]}
        rows[Delivery] = Delivery.objects.create(round=1, note="Done", **both, **sides)
        soon = timezone.now() + timedelta(days=1)
        amounts = {"held_minor": 180000, "owner_offer_minor": 40000, "solver_offer_minor": 90000}
        rows[Dispute] = Dispute.objects.create(opened_by=people["olga"], due_at=soon, **amounts, **both, **plain)
        rows[Payment] = Payment.objects.create(gateway="sandbox", amount_minor=180000, expires_at=soon, **both, **plain)
        claim = {"gateway": "sandbox", "reference": "dp_1", "amount_minor": 180000}
        rows[Chargeback] = Chargeback.objects.create(payment=rows[Payment], contract=rows[Contract], **claim, **plain)
        rows[Finding] = Finding.objects.create(kind="ledger", subject="payment 1", words="It is off.")
        rows[Review] = Review.objects.create(
            contract=rows[Contract], author=people["olga"], subject=people["sam"], role="solver", title="Tide clock", text="Good", html="Good",
            stars=5, quality=5, communication=5, timeliness=5, publish_at=soon,
        )  # fmt: skip
        talk = Conversation.objects.create(application=rows[Application], title="Tide clock", **sides)
        said = Message.objects.create(conversation=talk, author=people["sam"], seq=1, client_key=uuid7(), text="Hello")
        rows[MessageReport] = MessageReport.objects.create(message=said, author=people["sam"], reporter=people["olga"], reason="spam")
        rows[Upload] = Upload.objects.create(owner=people["olga"], name="plan.pdf", size=4)
        row: Moving = rows[model]
        return row

    return build


def attempt(row: Moving, name: str, by: Any) -> bool:
    """Whether the move was made; a refusal must leave the row and the record of events as they were."""
    before, events = row.status, Event.objects.count()
    try:
        with atomic():
            move(row, name, by=by)
    except Refused:
        row.refresh_from_db()
        assert row.status == before
        assert Event.objects.count() == events
        return False
    row.refresh_from_db()
    assert Event.objects.count() == events + 1
    return True


def test_the_table_names_every_model_and_every_move() -> None:
    moving = {model for model in apps.get_models() if issubclass(model, Moving)}
    assert moving == set(TABLE)
    for model, table in TABLE.items():
        assert {one.name for one in model.moves} == set(table)


@pytest.mark.parametrize("model", TABLE, ids=lambda model: model.__name__)
def test_moves_begin_and_end_at_states_that_exist(model: Any) -> None:
    assert check_moves(model.Status.values, model.moves) == []


@pytest.mark.parametrize("model", TABLE, ids=lambda model: model.__name__)
def test_every_state_times_move_times_role(model: Any, make: Make, people: dict[str, Any]) -> None:
    row = make(model)
    for state in model.Status.values:
        for name, (sources, target, who) in TABLE[model].items():
            for role in ROLES:
                model.objects.filter(pk=row.pk).update(status=state)
                row.refresh_from_db()
                expected = state in sources and role in who
                if role != HOUSE:
                    assert row.can(name, people[role]) == expected, f"button: {role} {name} in {state}"
                assert attempt(row, name, people[role]) == expected, f"{role} {name} in {state}"
                assert row.status == (target if expected else state)


def test_a_stale_row_is_refused_and_says_where_it_stands(make: Make, people: dict[str, Any]) -> None:
    row = make(Challenge)
    Challenge.objects.filter(pk=row.pk).update(status="open")
    stale = Challenge.objects.get(pk=row.pk)
    Challenge.objects.filter(pk=row.pk).update(status="cancelled")
    with pytest.raises(Refused, match="cancelled"), atomic():
        move(stale, "close", by=people["olga"])
    assert not Event.objects.of(row).exists()
