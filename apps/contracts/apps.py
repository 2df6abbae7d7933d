from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "apps.contracts"

    def ready(self) -> None:
        from . import dispute_notices, notices  # noqa: F401
