"""The bucket of S3_BUCKET as the site needs it; by an operator who may change it, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core.uploads import care


class Command(BaseCommand):
    help = "Make the bucket private, let browsers at SITE_URL post files to it, and let it forget what nobody used. Any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.S3_BUCKET:
            raise CommandError("Files are kept on disk; S3_BUCKET names a bucket.")
        for sentence in care.prepare():
            self.stdout.write(sentence)
