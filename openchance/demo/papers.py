"""Documents of the demo world: who has said how they are named on them, and when each was issued."""

import time_machine

from apps.payments.documents import number
from apps.payments.models import Document
from apps.users.models import User
from apps.users.services import save_billing

BILLING = {
    "olga": {
        "legal_name": "Nordholm Museum of the Sea",
        "street": "Hamngatan 4",
        "postal_code": "621 57",
        "city": "Visby",
        "country": "SE",
        "tax_id": "SE556677889901",
    },
    "sam": {"legal_name": "Samuel Okafor", "street": "12 Marina Road", "postal_code": "101241", "city": "Lagos", "country": "NG"},
}


def name_people(people: dict[str, User]) -> None:
    for handle, words in BILLING.items():
        save_billing(people[handle], **words)


def number_documents() -> None:
    """Each at its own moment, in the order of time, though the stories were told one after the other. Files are made when somebody wants them."""
    for document in Document.objects.filter(serial=0).order_by("created_at", "id"):
        with time_machine.travel(document.created_at, tick=False):
            number(document)
