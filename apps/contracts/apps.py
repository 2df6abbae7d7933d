from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "apps.contracts"

    def ready(self) -> None:
        from . import notices  # noqa: F401
