"""Stripe's settings: half a configuration is refused at the start, and the doctor asks."""

from typing import Any

import pytest
from django.core.checks import run_checks

from openchance.doctor import payments
from tests.stripe_server import StripeServer

from .stripe_side import switched_on


def found() -> set[str]:
    return {one.id or "" for one in run_checks() if (one.id or "").startswith("payments.")}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ({"STRIPE_SECRET_KEY": "", "ALLOW_SANDBOX_PAYMENTS": False}, {"payments.E001"}),
        ({"STRIPE_SECRET_KEY": "sk_test_x", "ALLOW_SANDBOX_PAYMENTS": False}, set()),
        ({"STRIPE_SECRET_KEY": "rk_test_x", "STRIPE_WEBHOOK_SECRETS": []}, {"payments.E003"}),
        ({"STRIPE_SECRET_KEY": "rk_test_x", "STRIPE_WEBHOOK_SECRETS": [""]}, {"payments.E003"}),
        ({"STRIPE_SECRET_KEY": "pk_test_x"}, {"payments.E002"}),
        ({"STRIPE_SECRET_KEY": "sk_live_x", "DEBUG": True, "HTTPS": True}, {"payments.W001"}),
        ({"STRIPE_SECRET_KEY": "sk_live_x", "HTTPS": False}, {"payments.E004"}),
        ({"STRIPE_SECRET_KEY": "sk_live_x", "HTTPS": True}, set()),
    ],
)
def test_half_a_configuration_is_refused(settings: Any, words: dict[str, Any], ids: set[str]) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_x"]
    for name, value in words.items():
        setattr(settings, name, value)
    assert found() == ids


def test_the_doctor_asks(settings: Any) -> None:
    with switched_on(settings, StripeServer()) as server:
        assert (payments().engine, payments().ok) == ("Stripe, test mode", True)
        server.control.fail_next("cut")
        assert not payments().ok
        settings.STRIPE_WEBHOOK_SECRETS = []
        assert "STRIPE_WEBHOOK_SECRETS" in payments().hint
    settings.STRIPE_API_URL = "http://127.0.0.1:9"
    assert not payments().ok
