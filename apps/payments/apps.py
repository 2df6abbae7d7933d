from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "apps.payments"

    def ready(self) -> None:
        from . import chargeback_notices, checks, freeze_notices, notices, payout_notices  # noqa: F401
