from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "apps.messages"
    label = "messaging"  # Django has an app called messages

    def ready(self) -> None:
        from apps.core.sockets.registry import register_frame, register_greeting

        from . import frames, notices  # noqa: F401  (declares the kinds)

        register_frame("typing", frames.take_typing)
        register_frame("where", frames.take_where)
        register_greeting(frames.greet)
