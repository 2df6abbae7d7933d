"""The house itself: here rooms that do not know each other are put together."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "openchance"

    def ready(self) -> None:
        from apps.messages.services import said_about
        from apps.payments import exhibits

        exhibits.register(said_about)
