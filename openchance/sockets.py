"""Addresses under /ws/."""

from typing import Any

from django.urls import path

from apps.notifications.consumers import UnreadConsumer

routes: list[Any] = [
    path("ws/notifications/", UnreadConsumer.as_asgi()),
]
