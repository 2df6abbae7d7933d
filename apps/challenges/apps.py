from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "apps.challenges"

    def ready(self) -> None:
        from . import notices  # noqa: F401  (registers what this app tells people)
