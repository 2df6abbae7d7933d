"""The sandbox signs its webhooks as Stripe does, under a header of its own."""

from apps.payments.gateways.signature import digest, parse, sign, verify

__all__ = ["HEADER", "digest", "parse", "sign", "verify"]
HEADER = "Sandbox-Signature"
