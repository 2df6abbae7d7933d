from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.challenges.models import Challenge
from apps.users.models import User
from openchance.demo.cast import contract, funded, open_challenge

SignIn = Callable[[User], Client]


def test_an_empty_house_says_so(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert "Put a reward on a problem" in page and "Nothing is open yet" in page


def test_every_figure_is_counted(client: Client, olga: User, sam: User, challenge: Challenge) -> None:
    open_challenge(olga)
    funded(contract(olga, sam))
    page = client.get("/").content.decode()
    assert "open challenges in 1 field<" in page and "<dd>2</dd>" in page
    assert "Held right now" in page and 'value="600.00"' in page and "1 piece of work" in page
    assert challenge.get_absolute_url() in page


def test_figures_are_kept_for_a_while(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    browser = signed_in(olga)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/").status_code == 200
    assert len(queries) <= 4


def test_visitor_can_only_read(client: Client, db: None) -> None:
    assert client.post("/").status_code == 405
