"""Keys for Web Push."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.notifications.push.vapid import new_keys


class Command(BaseCommand):
    help = "Two lines for .env: new keys for Web Push. Make them once: devices that subscribed under other keys have to be turned on anew."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        private, public = new_keys()
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}\nVAPID_PUBLIC_KEY={public}")
