from typing import Any

from apps.payments.ledger import balance
from apps.payments.models import Account, Operation


def test_paying_funds_the_milestone_once(funded: Any) -> None:
    assert funded.status == "funded"
    assert balance(Account.HELD, contract=funded.contract)["EUR"] == funded.amount


def test_approving_pays_the_solver(delivered: Any, olga: Any) -> None:
    from apps.payments.services import approve

    approve(delivered, by=olga)
    assert Operation.objects.get().status == "done"
