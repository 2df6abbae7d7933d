"""The page of one contract."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract, Delivery, Milestone
from apps.payments import services as payments
from apps.payments.models import Operation
from apps.users.models import User
from openchance.demo.cast import delivered, funded
from tests.contracts.world import NOT_MET, fresh, milestone, signed_in


def page(user: User, agreement: Contract) -> str:
    response = signed_in(user).get(agreement.get_absolute_url())
    assert response.status_code == 200
    return str(response.content.decode())


def paid(agreement: Contract, position: int = 1) -> Any:
    part = funded(fresh(agreement), position)
    payments.handle_due_webhooks()
    return part


def test_strangers_do_not_learn_that_it_exists(agreement: Contract, rita: User, eve: User, max_: User) -> None:
    for visitor in (rita, eve):
        assert signed_in(visitor).get(agreement.get_absolute_url()).status_code == 404
    assert signed_in(max_).get(agreement.get_absolute_url()).status_code == 200
    assert signed_in(max_).post(agreement.get_absolute_url()).status_code == 405
    assert signed_in(max_).get(reverse("contracts:detail", args=["01900000-0000-7000-8000-000000000000"])).status_code == 404


def test_awaiting_the_owner_funds_and_the_solver_waits(agreement: Contract, olga: User, sam: User, max_: User) -> None:
    fund = reverse("payments:fund", args=[agreement.pk, 1])
    mine, theirs = page(olga, agreement), page(sam, agreement)
    assert "Yours: fund milestone 1" in mine and fund in mine and "Fund €600" in mine
    assert mine.count('data-kind="primary"') - mine.count('class="bar"') == 1
    assert fund not in theirs and "Please wait with the work" in theirs
    assert reverse("payments:cancel", args=[agreement.pk]) in mine and reverse("payments:cancel", args=[agreement.pk]) in theirs
    assert fund not in page(max_, agreement)


def test_funded_the_solver_delivers(agreement: Contract, olga: User, sam: User) -> None:
    paid(agreement)
    deliver = reverse("contracts:deliver", args=[agreement.pk, 1])
    assert deliver in page(sam, agreement) and deliver not in page(olga, agreement)
    assert "€600.00 held" in page(olga, agreement)


def test_delivered_the_owner_judges_beside_the_clock(agreement: Contract, olga: User, sam: User) -> None:
    delivered(paid(agreement))
    mine, theirs = page(olga, agreement), page(sam, agreement)
    approve, changes = (reverse(name, args=[agreement.pk, 1]) for name in ("payments:approve", "contracts:request_changes"))
    assert approve in mine and changes in mine and "Measured on the print." in mine
    assert "then €600.00 is released automatically" in mine and 'class="dial"' in mine
    assert approve not in theirs and changes not in theirs
    assert "Then €600.00 is released automatically" in theirs


def test_every_round_stays_readable(agreement: Contract, olga: User, sam: User) -> None:
    first = delivered(paid(agreement))
    services.request_changes(first, by=olga, feedback="Tick 40 is off.", verdicts=NOT_MET)
    assert "Tick 40 is off." in page(sam, agreement) and "Deliver again" in page(sam, agreement)
    delivered(milestone(agreement))
    text = page(olga, agreement)
    assert "Earlier deliveries" in text and "Tick 40 is 2 mm off." in text and "Round 2" in text


def test_a_proposal_is_answered_on_the_page(agreement: Contract, olga: User, sam: User) -> None:
    delivered(paid(agreement))
    services.propose_cancel(agreement, by=sam, reason="The <b>workshop</b> was flooded.")
    mine, theirs = page(olga, agreement), page(sam, agreement)
    agree, decline, withdraw = (
        reverse(name, args=[agreement.pk]) for name in ("payments:agree_cancel", "contracts:decline_cancel", "contracts:withdraw_cancel")
    )
    assert agree in mine and decline in mine and withdraw not in mine
    assert withdraw in theirs and agree not in theirs and decline not in theirs
    assert "&lt;b&gt;workshop&lt;/b&gt;" in mine and "<b>workshop</b>" not in mine


def test_an_ended_contract_offers_nothing_but_reviews(agreement: Contract, olga: User, sam: User) -> None:
    for position in (1, 2):
        delivered(paid(agreement, position))
        payments.approve(milestone(agreement, position), by=olga)
    text = page(olga, agreement)
    assert "Completed" in text and "Nobody’s" in text
    assert all(reverse(name, args=[agreement.pk, 1]) not in text for name in ("payments:fund", "payments:approve", "contracts:deliver"))
    assert reverse("reviews:write", args=[agreement.pk]) in text
    assert reverse("contracts:propose_cancel", args=[agreement.pk]) not in text


def test_hostile_words_stay_words_in_every_row(agreement: Contract, olga: User, sam: User) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x>"
    Contract.objects.filter(pk=agreement.pk).update(criteria=[bad, bad], title=bad)
    Milestone.objects.filter(contract=agreement).update(title=bad)
    User.objects.filter(pk__in=[olga.pk, sam.pk]).update(name=bad)
    delivered(paid(agreement))
    Delivery.objects.update(answers=[bad, bad])
    services.propose_cancel(fresh(agreement), by=sam, reason=bad)
    typed = {"round": "1", "note_1": bad, "met_1": bad, "feedback": bad}
    refused = signed_in(olga).post(reverse("contracts:request_changes", args=[agreement.pk, 1]), typed)
    assert refused.status_code == 422
    for text in (page(olga, agreement), page(sam, agreement), refused.content.decode()):
        assert "&lt;script&gt;" in text and "<script>alert" not in text and "<img src=x" not in text


def test_only_the_next_milestone_can_be_funded(agreement: Contract, olga: User) -> None:
    def offered() -> list[bool]:
        text = page(olga, agreement)
        return [reverse("payments:fund", args=[agreement.pk, position]) in text for position in (1, 2)]

    assert offered() == [True, False]
    paid(agreement)
    assert offered() == [False, True]
    paid(agreement, 2)
    assert offered() == [False, False]


@pytest.mark.parametrize("stage", ["awaiting", "delivered", "ended"])
def test_at_most_ten_queries(agreement: Contract, olga: User, stage: str) -> None:
    if stage != "awaiting":
        services.request_changes(delivered(paid(agreement)), by=olga, feedback="Again.", verdicts=NOT_MET)
        delivered(milestone(agreement))
    if stage == "ended":
        payments.approve(milestone(agreement), by=olga)
        delivered(paid(agreement, 2))
        payments.approve(milestone(agreement, 2), by=olga)
    client = signed_in(olga)
    with CaptureQueriesContext(connection) as asked:
        client.get(agreement.get_absolute_url())
    assert len(asked) <= 10, [one["sql"][:150] for one in asked]


def test_what_people_wrote_is_never_markup(agreement: Contract, sam: User, olga: User) -> None:
    services.deliver(paid(agreement), by=sam, note="<script>alert(1)</script>", answers=["<img src=x>", "{{ 7 }}"], files=[])
    text = page(olga, agreement)
    assert "<script>alert" not in text and "<img src=x>" not in text and "{{ 7 }}" in text


def test_paid_is_shown_when_the_gateway_confirmed_and_not_before(agreement: Contract, olga: User) -> None:
    from apps.payments.gateways.sandbox import scripts

    delivered(paid(agreement))
    scripts.order("transfer", "pending")
    payments.approve(milestone(agreement), by=olga)
    assert "on its way" in page(olga, agreement)
    Operation.objects.filter(kind="transfer").update(status="done", done_at=timezone.now())
    assert "on its way" not in page(olga, agreement)
