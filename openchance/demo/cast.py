"""The same six people everywhere: Olga owns, Sam solves, Rita was declined, Eve is a stranger, Max moderates, Fiona moves money.

The makers below go through the services, so that what they make could have been made by people.
"""

from datetime import timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from apps.users.models import User

PASSWORD = "open-chance-demo"  # noqa: S105  (of the demo people; printed by `make run`)


def person(handle: str, name: str, **fields: Any) -> User:
    """Somebody with a verified e-mail address at example.org, made once."""
    found = User.objects.filter(handle=handle).first()
    if found:
        return found
    fields = {"email_verified_at": timezone.now(), "timezone": "Europe/Berlin"} | fields
    user = User.objects.create(email=f"{handle}@example.org", handle=handle, password=hashed(), name=name, **fields)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=fields["email_verified_at"] is not None)
    return user


@cache
def hashed() -> str:
    """Everybody's password, hashed once: that takes a third of a second by design."""
    return make_password(PASSWORD)


def cast() -> dict[str, User]:
    return {
        "olga": person("olga", "Olga Lindqvist"),
        "sam": person("sam", "Sam Okafor", timezone="Africa/Lagos"),
        "rita": person("rita", "Rita Mendes", timezone="Europe/Lisbon"),
        "eve": person("eve", "Eve Laurent"),
        "max": person("max", "Max Adler", is_staff=True, is_superuser=True),
        "fiona": person("fiona", "Fiona Brandt", is_staff=True, is_finance=True),
    }


def challenge_fields(**changes: Any) -> dict[str, Any]:
    """What a complete draft says, as `challenges.services.create_draft` takes it."""
    from apps.challenges.models import Category

    return {
        "title": "Redraw the tide clock of Nordholm",
        "brief": "The museum’s tide clock of 1871 has lost its dial. We need a new drawing, true to the two photographs.\n\nScale 1:1, vector, two colours.",
        "criteria": ["Every tick matches the photograph within 0.5 mm", "Prints in two colours"],
        "questions": ["Which drawing of yours comes closest?"],
        "skills": ["Vector drawing", "Typography"],
        "category": Category.objects.get(slug="design"),
        "difficulty": 2,
        "reward_kind": "fixed",
        "currency": "EUR",
        "reward_min_minor": 180000,
        "reward_max_minor": 180000,
        "milestones": [],
        "deadline_at": timezone.now() + timedelta(days=20),
        "visibility": "public",
    } | changes


def application_fields(**changes: Any) -> dict[str, Any]:
    """What a complete application says, as `applications.services.submit` takes it."""
    return {
        "letter": "I would begin with the hour ring, because the photograph is sharpest there.",
        "price_minor": 180000,
        "days": 14,
        "plan": [{"title": "Sketch", "amount_minor": 60000, "days": 5}, {"title": "Final drawing", "amount_minor": 120000, "days": 9}],
        "answers": ["The star map of Uppsala."],
        "links": [],
    } | changes


def open_challenge(owner: User, **changes: Any) -> Any:
    from apps.challenges import services

    draft = services.create_draft(owner, **challenge_fields(**changes))
    return services.publish(draft, by=owner)


def application(challenge: Any, solver: User, **changes: Any) -> Any:
    from apps.applications import services

    return services.submit(challenge, solver, files=[], **application_fields(**changes))


def contract(owner: User, solver: User, **changes: Any) -> Any:
    """Awaiting its funding."""
    from apps.contracts import services

    return services.accept_application(application(open_challenge(owner, **changes), solver), by=owner)


def funded(agreement: Any, position: int = 1) -> Any:
    """The milestone, paid through the sandbox's checkout."""
    from apps.payments.gateways.sandbox import pay
    from apps.payments.models import Payment
    from apps.payments.services import start_funding

    milestone = agreement.milestones.get(position=position)
    start_funding(milestone, by=agreement.owner)
    pay(Payment.objects.get(milestone=milestone, status="open").session_id)
    milestone.refresh_from_db()
    return milestone


def delivered(milestone: Any) -> Any:
    """The Delivery, waiting for its review."""
    from apps.contracts.services import deliver

    answers = ["Measured on the print." for _ in milestone.contract.criteria]
    return deliver(milestone, by=milestone.solver, note="Here it is, with the measurements.", answers=answers, files=[])


def disputed(delivery: Any, by: User, minor: int = 20000) -> Any:
    """The Dispute about what was delivered: `by` states that the solver should get `minor` minor units of what is held."""
    from apps.contracts.services import open_dispute
    from apps.core.money import Money

    milestone = delivery.milestone
    amount = Money(minor, milestone.currency)
    return open_dispute(milestone, by=by, amount=amount, text="The hour ring is there. The minute ticks are not, so a third of it seems right.")
