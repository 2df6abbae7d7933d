"""What every page does: whose address counts, what a crowd is told, how many writes a person may make."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.core.db import WriteConflict
from apps.core.middleware import PageHabits, client_address
from apps.users.models import User


@pytest.mark.parametrize(("behind", "expected"), [(False, "10.0.0.9"), (True, "203.0.113.7")])
def test_behind_the_proxy_the_last_forwarded_address_counts_and_else_the_connection(settings: Any, behind: bool, expected: str) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7", REMOTE_ADDR="10.0.0.9")
    assert client_address(request) == expected


def test_a_crowd_on_one_row_is_asked_to_try_again_and_other_failures_pass() -> None:
    habits = PageHabits(lambda request: pytest.fail("not asked"))
    request = RequestFactory().post("/")
    answer = habits.process_exception(request, WriteConflict("faster"))
    assert answer is not None
    assert answer.status_code == 503
    assert b"try again" in answer.content
    assert habits.process_exception(request, ValueError()) is None


def test_writes_have_a_roof_and_reads_have_none(db: None, settings: Any) -> None:
    settings.RATELIMIT_ENABLE = True
    client, address = Client(), reverse("theme")
    statuses = [client.post(address, {"theme": "dark"}).status_code for _ in range(125)]
    assert 429 not in statuses[:100]
    assert statuses[-1] == 429
    assert client.get(reverse("robots")).status_code == 200


def test_a_page_of_one_s_own_is_never_stored(db: None) -> None:
    from openchance.demo.cast import cast

    client = Client()
    client.force_login(cast()["olga"])
    assert "no-store" in client.get(reverse("dashboard")).headers["Cache-Control"]


@pytest.mark.django_db
def test_the_policy_names_the_nonce_of_this_answer_alone(client: Client, olga: User) -> None:
    client.force_login(olga)
    nonces = set()
    for path in ("/", "/dashboard/", "/challenges/"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        [nonce] = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
        assert f"script-src 'self' 'nonce-{nonce}'" in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "the-nonce" not in policy
        nonces.add(nonce)
    assert len(nonces) == 3
