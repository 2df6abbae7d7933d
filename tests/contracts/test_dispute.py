"""A dispute: who may open one and when, what each side states, what its clock and its people do. Its money: tests/payments/test_settle_dispute.py."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract, Delivery, Dispute, DisputeFile, DisputeStatement, Milestone
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.money import Money
from apps.notifications.models import Email
from apps.users.models import User

from .world import NOT_MET, delivered, euros, fresh, funded, milestone, money, signed_in, told, verbs

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def disputed(agreement: Contract, by: User, units: int = 200, **words: Any) -> Dispute:
    return services.open_dispute(milestone(agreement), by=by, amount=euros(units), **{"text": "Half of **it** is missing."} | words)


def state(dispute: Dispute, by: User, units: int, text: str = "It is all there.") -> DisputeStatement:
    def verb() -> DisputeStatement:
        return services.add_statement(services.read_dispute(dispute.pk), by=by, amount=euros(units), text=text, stored=[])

    return run_atomic(verb)()


def sent_back(agreement: Contract, times: int) -> Milestone:
    for _ in range(times):
        services.request_changes(delivered(agreement), by=agreement.owner, feedback="More.", verdicts=NOT_MET)
    return milestone(agreement)


def stored_files() -> int:
    folder = Path(settings.MEDIA_ROOT) / "contracts.disputefile"
    return len(list(folder.iterdir())) if folder.exists() else 0


@pytest.mark.parametrize("who", ["olga", "sam"])
def test_either_side_disputes_a_delivery(who: str, agreement: Contract, cast: dict[str, User]) -> None:
    delivered(agreement)
    other = cast["sam" if who == "olga" else "olga"]
    dispute = disputed(agreement, cast[who], files=[SimpleUploadedFile("proof.pdf", PDF)])
    part = fresh(dispute.milestone)
    assert (part.status, part.review_due_at, part.held_minor) == ("disputed", None, 60000)
    assert (dispute.status, dispute.held, dispute.offer_of(dispute.side_of(cast[who]))) == ("open", euros(600), euros(200))
    assert dispute.silent == other
    assert abs(dispute.due_at - timezone.now() - timedelta(days=5)) < timedelta(minutes=1)
    statement = dispute.statements.get()
    assert (statement.by, statement.amount, [one.name for one in statement.files.all()]) == (cast[who], euros(200), ["proof.pdf"])
    assert "<strong>it</strong>" in statement.text_html
    assert told(other)[-1] == "contract.dispute_opened"
    letter = Email.objects.get(recipient=other, subject="Dispute: Sketch")
    assert ("Sam Okafor says that they should get" if who == "sam" else "says that Sam Okafor should get") in letter.text
    assert verbs(part)[-1] == "dispute" and verbs(dispute) == ["state"]
    contract = fresh(agreement)
    tasks = {"olga": contract.owner_task, "sam": contract.solver_task}
    assert tasks == {who: Contract.Task.WAIT, other.handle: Contract.Task.ANSWER}


def test_the_review_clock_releases_nothing_any_more(agreement: Contract, olga: User) -> None:
    from apps.payments.services import release_overdue

    delivered(agreement)
    disputed(agreement, olga)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert release_overdue() == 0
        assert services.remind_reviews() == 0
    assert milestone(agreement).status == "disputed"


def test_after_changes_were_requested_twice_either_side_may_dispute(agreement: Contract, sam: User) -> None:
    part = sent_back(agreement, 1)
    with pytest.raises(Refused, match="twice"):
        disputed(agreement, sam)
    part = sent_back(agreement, 1)
    assert (part.status, part.round) == ("funded", 2)
    assert part.can("dispute", sam)
    dispute = disputed(agreement, sam, 600)
    assert fresh(part).status == "disputed"
    assert fresh(agreement).owner_task == Contract.Task.ANSWER
    assert dispute.solver_offer == euros(600)


def test_too_early_and_too_late_are_refused(agreement: Contract, olga: User) -> None:
    with pytest.raises(Stale):
        disputed(agreement, olga)  # nothing is held
    funded(agreement)
    with pytest.raises(Refused, match="delivery waits"):
        disputed(agreement, olga)
    delivered(agreement)
    disputed(agreement, olga)
    with pytest.raises(Stale, match="disputed"):
        disputed(agreement, olga)  # twice
    assert Dispute.objects.count() == 1


def test_strangers_and_staff_open_none(agreement: Contract, eve: User, max_: User) -> None:
    delivered(agreement)
    for who in (eve, max_):
        with pytest.raises(NotAllowed):
            disputed(agreement, who)
    assert milestone(agreement).status == "delivered"


@pytest.mark.parametrize("minor", [-1, 60001])
def test_an_amount_is_one_of_what_is_held(minor: int, agreement: Contract, olga: User) -> None:
    delivered(agreement)
    before = stored_files()
    with pytest.raises(Refused, match="what is held") as refusal:
        services.open_dispute(milestone(agreement), by=olga, amount=Money(minor, "EUR"), text="So.", files=[SimpleUploadedFile("a.pdf", PDF)])
    assert refusal.value.field == "amount"
    assert (milestone(agreement).status, Dispute.objects.count(), DisputeFile.objects.count(), stored_files()) == ("delivered", 0, 0, before)


def test_a_first_statement_needs_words(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    with pytest.raises(Refused) as refusal:
        disputed(agreement, olga, text="  ")
    assert refusal.value.field == "text"
    assert milestone(agreement).status == "delivered"


def test_an_answer_is_asked_of_both_then(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    dispute = disputed(agreement, olga)
    state(dispute, sam, 500)
    dispute = fresh(dispute)
    assert (dispute.owner_offer, dispute.solver_offer, dispute.default) == (euros(200), euros(500), None)
    contract = fresh(agreement)
    assert (contract.owner_task, contract.solver_task) == (Contract.Task.ANSWER, Contract.Task.ANSWER)
    assert contract.owner_due_at == contract.solver_due_at == dispute.due_at


def test_nobody_turns_the_screw_on_who_is_silent(agreement: Contract, olga: User, sam: User) -> None:
    """Sam was told €200: his silence cannot be made to mean less."""
    delivered(agreement)
    dispute = disputed(agreement, olga)
    with pytest.raises(Refused, match="in their favour"):
        state(dispute, olga, 199)
    state(dispute, olga, 250, text="")
    state(dispute, sam, 500)
    state(dispute, olga, 100)  # now that he has spoken
    assert [(one.side, one.amount_minor) for one in dispute.statements.all()] == [
        ("owner", 20000),
        ("owner", 25000),
        ("solver", 50000),
        ("owner", 10000),
    ]


def test_a_solvers_demand_only_falls_while_the_challenger_is_silent(agreement: Contract, sam: User) -> None:
    delivered(agreement)
    dispute = disputed(agreement, sam, 400)
    with pytest.raises(Refused, match="in their favour"):
        state(dispute, sam, 401)
    state(dispute, sam, 399)


def test_statements_are_never_changed_or_deleted(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    statement = disputed(agreement, olga).statements.get()
    with pytest.raises(TypeError):
        statement.save()
    with pytest.raises(TypeError):
        statement.delete()


def test_staff_decide_when_both_ask(agreement: Contract, olga: User, sam: User, max_: User) -> None:
    delivered(agreement)
    dispute = disputed(agreement, olga)
    with pytest.raises(Refused, match="Sam Okafor has not stated"):
        services.ask_staff(dispute, by=olga)
    state(dispute, sam, 500)
    services.ask_staff(dispute, by=olga)
    assert services.ask_staff(dispute, by=olga).status == "open"  # pressed twice
    assert told(sam).count("contract.dispute_asked") == 1
    assert (fresh(agreement).owner_task, fresh(agreement).solver_task) == (Contract.Task.WAIT, Contract.Task.ANSWER)
    assert services.ask_staff(dispute, by=sam).status == "deciding"
    assert (fresh(agreement).owner_task, fresh(agreement).solver_task) == (Contract.Task.WAIT, Contract.Task.WAIT)
    assert told(max_) == ["contract.dispute_to_decide"]
    with pytest.raises(Stale):
        services.ask_staff(dispute, by=sam)


def test_strangers_ask_for_nothing(agreement: Contract, olga: User, eve: User, max_: User) -> None:
    delivered(agreement)
    dispute = disputed(agreement, olga)
    for who in (eve, max_):
        with pytest.raises(NotAllowed):
            services.ask_staff(dispute, by=who)
        with pytest.raises(NotAllowed):
            state(dispute, who, 300)


def test_the_silent_side_is_reminded_a_day_before_once(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    disputed(agreement, olga, 0)
    with time_machine.travel(timezone.now() + timedelta(days=3.9)):
        assert services.remind_disputes() == 0
    with time_machine.travel(timezone.now() + timedelta(days=4.1)):
        assert services.remind_disputes() == 1
        assert services.remind_disputes() == 0
    assert told(sam).count("contract.dispute_reminder") == 1
    assert "contract.dispute_reminder" not in told(olga)
    assert "€0.00" in Email.objects.get(recipient=sam, subject__startswith="Answer by").text


def test_who_has_answered_is_not_reminded(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    state(disputed(agreement, olga), sam, 500)
    with time_machine.travel(timezone.now() + timedelta(days=4.1)):
        assert services.remind_disputes() == 0


def test_the_outcome_closes_the_delivery_and_the_parts_add_up(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    part = disputed(agreement, olga).milestone
    with pytest.raises(ValueError, match="are not the parts"):
        run_atomic(services.settle)(part, to_solver=euros(100), fee=euros(10), refunded=euros(500))
    settled = run_atomic(services.settle)(part, to_solver=euros(90), fee=euros(10), refunded=euros(500))
    assert (settled.status, money(settled)) == ("settled", {"funded": 60000, "held": 0, "released": 9000, "refunded": 50000, "fee": 1000})
    assert Delivery.objects.get().status == "settled"
    assert fresh(agreement).status == "active"
    with pytest.raises(Stale):
        run_atomic(services.settle)(part, to_solver=euros(90), fee=euros(10), refunded=euros(500))


def test_the_other_milestones_go_on(agreement: Contract, olga: User, sam: User) -> None:
    funded(agreement, 2)
    delivered(agreement)
    disputed(agreement, olga)
    delivery = delivered(agreement, 2)
    contract = fresh(agreement)
    assert (delivery.status, contract.owner_task, contract.solver_task) == ("waiting", Contract.Task.REVIEW, Contract.Task.ANSWER)


def test_files_are_for_the_two_sides_and_staff(agreement: Contract, cast: dict[str, User]) -> None:
    delivered(agreement)
    disputed(agreement, cast["olga"], files=[SimpleUploadedFile("proof.pdf", PDF)])
    address = reverse("contracts:dispute_file", args=[DisputeFile.objects.get().pk])
    found = {who: signed_in(cast[who]).get(address).status_code for who in ("olga", "sam", "max", "eve", "rita")}
    assert found == {"olga": 200, "sam": 200, "max": 200, "eve": 404, "rita": 404}
    answer = signed_in(cast["sam"]).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
