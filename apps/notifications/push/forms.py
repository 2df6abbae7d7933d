"""What a browser says about the subscription that its push service gave it."""

from base64 import urlsafe_b64decode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms

from apps.notifications.transport import Rejected

from .hosts import LONGEST, door


def decoded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise forms.ValidationError("This is not base 64.") from error


class SubscriptionForm(forms.Form):
    """The W3C's PushSubscription. Only endpoints of push services that we know, only keys that are points of the curve (RFC 8291)."""

    endpoint = forms.CharField(max_length=LONGEST, strip=False)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=32)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        try:
            door(endpoint)
        except Rejected as refusal:
            raise forms.ValidationError("This browser uses a push service that we do not know.") from refusal
        return endpoint

    def clean_p256dh(self) -> str:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(self.cleaned_data["p256dh"]))
        except ValueError as error:
            raise forms.ValidationError("This is not a key.") from error
        return str(self.cleaned_data["p256dh"])

    def clean_auth(self) -> str:
        if len(decoded(self.cleaned_data["auth"])) != 16:
            raise forms.ValidationError("This is not a secret of sixteen bytes.")
        return str(self.cleaned_data["auth"])


def flat(words: Any) -> dict[str, Any]:
    """The JSON of a PushSubscription, as a form's fields; {} for anything else."""
    if not isinstance(words, dict):
        return {}
    keys = words.get("keys")
    return {name: value for name, value in (words | (keys if isinstance(keys, dict) else {})).items() if isinstance(value, str) and value.isascii()}
