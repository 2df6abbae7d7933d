from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "apps.challenges"

    def ready(self) -> None:
        from . import notices, question_notices  # noqa: F401  (register what this app tells people)
