from django.urls import reverse

from apps.contracts.models import Contract
from apps.users.models import User

from .world import delivered, fresh, signed_in


def test_moderators_read_everything_and_write_nothing(agreement: Contract, max_: User) -> None:
    delivery = delivered(agreement)
    client = signed_in(max_)
    for name, row in (("contract", agreement), ("milestone", delivery.milestone), ("delivery", delivery)):
        assert client.get(reverse(f"admin:contracts_{name}_changelist")).status_code == 200
        change = reverse(f"admin:contracts_{name}_change", args=[row.pk])
        assert client.get(change).status_code == 200
        assert client.post(change, {"status": "cancelled"}).status_code == 403
        assert client.get(reverse(f"admin:contracts_{name}_add")).status_code == 403
        assert client.post(reverse(f"admin:contracts_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert fresh(agreement).status == "active"


def test_search_does_not_break_on_words(agreement: Contract, max_: User) -> None:
    url = reverse("admin:contracts_contract_changelist")
    assert signed_in(max_).get(url, {"q": "tide"}).status_code == 200
    assert signed_in(max_).get(url, {"q": str(agreement.pk)}).status_code == 200
