"""Telling a device: Web Push with VAPID keys, into the log without."""

from .sending import send

__all__ = ["send"]
