"""How somebody is named on documents."""

from typing import Any

from django.db import IntegrityError

from apps.core.db import run_atomic
from apps.users.models import BillingDetails, User

OWN_WORDS = frozenset({"legal_name", "street", "street_more", "postal_code", "city", "region", "country", "tax_id", "paper"})


def save_billing(user: User, **words: str) -> BillingDetails:
    """Documents from now on say `words` (columns of OWN_WORDS, checked by the form); those issued before stay as they are."""
    unknown = words.keys() - OWN_WORDS
    if unknown:
        raise TypeError(f"Billing details have no {', '.join(sorted(unknown))}.")
    try:
        return write(user, words)
    except IntegrityError:  # the first time, in two tabs
        return write(user, words)


@run_atomic
def write(user: User, words: dict[str, Any]) -> BillingDetails:
    details = BillingDetails.objects.filter(user=user).first() or BillingDetails(user=user)
    for name, value in words.items():
        setattr(details, name, value)
    details.save()
    return details
