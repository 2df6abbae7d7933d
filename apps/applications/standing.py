"""Where an application stands, whose move it is, and what happens to the money: the head of its page."""

from typing import Any

from django.utils import timezone

from apps.challenges.models import Challenge
from apps.core.faces import clocks

from .models import Application

OVER = {
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "expired": "Ended with the challenge",
}


def standing(application: Application, user: Any) -> dict[str, Any]:
    """The words of components/standing.html for this reader."""
    price = application.price.format(whole=True)
    mine = application.solver_id == user.pk
    if application.is_live:
        yours = application.owner_id == user.pk
        return {
            "state": "On the shortlist" if application.status == "shortlisted" else "Waiting for a decision",
            "yours": yours,
            "move": "Yours: accept or decline" if yours else f"{application.owner} decides",
            "move_more": "You can change or withdraw it until then" if mine else "",
            "money_state": "open",
            "money": "Nothing held yet",
            "money_more": f"{price} once it is accepted and funded",
        }
    if application.status == "accepted":
        return {
            "state": "Accepted",
            "move": "It goes on in the contract",
            "money_state": "",
            "money": price,
            "money_more": "See the contract for what is held and released",
        }
    return {
        "state": OVER[application.status],
        "state_more": application.get_reason_display(),
        "move": "Nobody’s",
        "money_state": "open",
        "money": "Nothing was held",
    }


def challenge_standing(challenge: Challenge, live: int, user: Any) -> dict[str, Any]:
    """The same for all applications to one challenge, of which `live` wait for a decision."""
    words = {
        "state": f"{challenge.get_status_display()}, {count(challenge.application_count, 'application')}",
        "money": "Nothing held yet",
        "money_more": "You fund the price of the one you accept",
    }
    if challenge.status == "open" and challenge.deadline_at:
        words["state_more"] = f"Closes {clocks.day(timezone.localtime(challenge.deadline_at), timezone.localdate(), weekday=True)}"
    if live:
        yours = challenge.owner_id == user.pk
        return words | {
            "yours": yours,
            "move": "Yours: choose one" if yours else f"{challenge.owner} chooses",
            "move_more": f"{live} wait for a decision",
        }
    if challenge.status in ("awarded", "completed"):
        return words | {"move": "It goes on in the contract", "money": "In the contract", "money_more": ""}
    return words | {"move": "Nobody’s", "move_more": "No application waits for a decision"}


def acceptance(application: Application, others: int) -> dict[str, str]:
    """The words of the dialog that asks once more; `others` is how many are declined by it."""
    price = application.price.format(whole=True)
    told = f"The other {count(others, 'application')} will be declined, and each solver told that another was chosen. " if others else ""
    return {
        "id": f"accept-{application.pk}",
        "words": f"Accept {application.solver.get_short_name()}",
        "title": f"Accept {application.solver} for {price}?",
        "text": f"{told}Nothing is paid yet: next you fund the first part, and the work begins once its money is held.",
        "button": f"Accept for {price}",
    }


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
