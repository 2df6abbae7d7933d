from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"

    def ready(self) -> None:
        from apps.core.sockets import register_greeting

        from .bell import unread

        register_greeting(unread)
