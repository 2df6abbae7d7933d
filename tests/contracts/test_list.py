from collections.abc import Callable
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.contracts.models import Contract, Milestone
from apps.users.models import User

from .world import cancel, delivered, funded, released, signed_in

LIST = reverse("contracts:list")


def page(user: User, **query: str) -> str:
    response = signed_in(user).get(LIST, query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_both_roles_have_their_tab(agreement: Contract, olga: User, sam: User, eve: User) -> None:
    assert agreement.title in page(olga)
    assert agreement.title not in page(olga, **{"as": "solver"})
    assert agreement.title in page(sam)  # who only ever solved begins there
    assert agreement.title not in page(sam, **{"as": "challenger"})
    assert "No contracts yet" in page(eve)


def test_whose_move_and_the_held_money(agreement: Contract, olga: User, sam: User) -> None:
    assert "Yours: fund milestone 1" in page(olga) and "Olga Lindqvist’s: fund milestone 1" in page(sam)
    funded(agreement)
    assert "Yours: deliver by" in page(sam) and "€600.00 held" in page(sam)
    delivered(agreement)
    assert "Yours, until" in page(olga) and "Then €600.00 is released automatically" in page(olga)
    assert "Olga Lindqvist’s, until" in page(sam)


def test_states_narrow_the_list(another: Callable[..., Any], olga: User, sam: User) -> None:
    awaiting, active, over = another(title="Waiting one"), another(title="Active one"), another(title="Cancelled one")
    funded(active)
    cancel(over, by=olga, reason="")
    titles = {
        state: [t for t in ("Waiting one", "Active one", "Cancelled one") if t in page(olga, state=state)]
        for state in ("awaiting", "active", "cancelled")
    }
    assert titles == {"awaiting": ["Waiting one"], "active": ["Active one"], "cancelled": ["Cancelled one"]}
    assert awaiting.title in page(olga, state="needs") and active.title not in page(olga, state="needs")
    assert active.title in page(sam, state="needs") and awaiting.title not in page(sam, state="needs")
    assert "No contracts in this state" in page(olga, state="completed")
    assert page(olga, state="nonsense", **{"as": "nobody"}).count("Waiting one") >= 1


def test_bad_cursor_is_404_and_writing_is_not_a_method(agreement: Contract, olga: User) -> None:
    assert signed_in(olga).get(LIST, {"after": "nonsense"}).status_code == 404
    assert signed_in(olga).post(LIST).status_code == 405


def many(agreement: Contract, number: int) -> None:
    """Copies with one milestone each, made at once."""
    from apps.applications.models import Application

    given = agreement.application
    fields = {f.attname: getattr(given, f.attname) for f in Application._meta.fields if f.attname not in ("id", "status")}
    applications = Application.objects.bulk_create([Application(**fields, status="declined") for _ in range(number)])
    fields = {f.attname: getattr(agreement, f.attname) for f in Contract._meta.fields if f.attname not in ("id", "application_id")}
    contracts = Contract.objects.bulk_create([Contract(**fields, application=one) for one in applications])
    part = agreement.milestones.get(position=1)
    fields = {f.attname: getattr(part, f.attname) for f in Milestone._meta.fields if f.attname not in ("id", "contract_id")}
    Milestone.objects.bulk_create([Milestone(**fields, contract=one) for one in contracts])


@pytest.mark.parametrize("number", [10, 1000])
def test_queries_do_not_grow_with_the_rows(agreement: Contract, olga: User, number: int) -> None:
    from django.db import connection

    released(agreement)
    agreement.refresh_from_db()
    many(agreement, number)
    client = signed_in(olga)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = client.get(LIST).content.decode()
    assert len(asked) <= 5, [one["sql"][:200] for one in asked]
    assert found.count('class="task"') == min(number + 1, 20)
    seen, url = 0, LIST
    for _ in range(60):
        text = client.get(url).content.decode()
        seen += text.count('class="task"')
        link = text.split('rel="next"')[0].rsplit('href="', 1)[-1].split('"')[0] if 'rel="next"' in text else ""
        if not link:
            break
        url = LIST + link.replace("&amp;", "&")
    assert seen == number + 1
