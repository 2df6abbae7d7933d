"""Addresses that are filled in say what Django's own `reverse` says."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.core.addresses import row_address


@pytest.mark.parametrize("name", ["contracts:detail", "applications:detail"])
def test_the_address_of_a_row_is_what_reverse_says(name: str) -> None:
    for key in (uuid4(), uuid4()):
        assert row_address(name, key) == reverse(name, args=[key])


@pytest.mark.parametrize("handle", ["olga", "sam-o_2", "0a1"])
def test_the_address_of_a_person_is_what_reverse_says(handle: str) -> None:
    assert row_address("people:detail", handle) == reverse("people:detail", args=[handle])
