"""What a handle looks like at a glance."""

import pytest
from django.core.exceptions import ValidationError

from apps.users.handles import RESERVED, check_handle, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [("olga", "0lga"), ("olga", "o1ga"), ("olga", "OIga"), ("olga", "оlga"), ("modern", "modem"), ("ada-l", "adal"), ("vvill", "will")],
)
def test_look_alikes_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("olga", "helga"), ("sam", "sem"), ("max", "mix")])
def test_different_handles_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("handle", ["olga", "o-l_g9", "a1b", "x" * 30])
def test_good_handles(handle: str) -> None:
    check_handle(handle)


@pytest.mark.parametrize(
    "handle", [*sorted(RESERVED), "", "ab", "a" * 31, "a--b", "a b", "a.b", "ä-umlaut", "olga\n", "-ab", "ab_", "supp0rt", "sta-ff"]
)
def test_refused_handles(handle: str) -> None:
    with pytest.raises(ValidationError):
        check_handle(handle)
