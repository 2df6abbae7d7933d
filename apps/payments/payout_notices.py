"""What people are told about where they are paid, and about money that waits for it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from apps.core.money import Money
from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify

from .models import Operation, PayoutAccount, PayoutTerms
from .requirements import words_of

WHY = "You get this because it is about your money."
GO_ON = "Open your payouts"
WAITING = "{% if waiting %}; {{ waiting }} waits for it{% endif %}"

READY = register(
    Kind(
        name="payout.ready",
        topic="money",
        title="Your payout account is ready",
        line="Your payout account is ready{% if waiting %}; {{ waiting }} goes out now{% endif %}",
        subject="Your payout account is ready",
        body="The payment service has all it needs from you."
        "{% if waiting %} What waited for it, {{ waiting }}, is on its way to your account.{% endif %}",
        button=GO_ON,
        why=WHY,
    )
)
NEEDS = register(
    Kind(
        name="payout.needs",
        topic="money",
        title="Your payout account needs something",
        urgent=True,
        line="Your payout account needs something from you" + WAITING,
        subject="Your payout account needs something from you",
        body="The payment service asks for {{ needs|default:'more about you' }}. Until it has that, money that is released to you waits with us."
        "{% if waiting %}\n\nNow {{ waiting }} waits for it.{% endif %}",
        button="See what is needed",
        why=WHY,
    )
)
REJECTED = register(
    Kind(
        name="payout.rejected",
        topic="money",
        title="Your payout account is rejected",
        urgent=True,
        line="The payment service has rejected your payout account" + WAITING,
        subject="Your payout account was rejected",
        body="The payment service has closed your payout account, and that is final: it opens no other one for you. Nothing more is paid into it."
        "{% if waiting %}\n\n{{ waiting }} is yours and waits with us. Write to us, so that we find a way to pay you.{% endif %}",
        button=GO_ON,
        why=WHY,
    )
)
GONE = register(
    Kind(
        name="payout.gone",
        topic="money",
        title="Your payout account is disconnected",
        urgent=True,
        line="Your payout account is disconnected" + WAITING,
        subject="Your payout account is disconnected from OpenChance",
        body="Nothing more is paid into it. Set up a new one, and what is released to you goes there."
        "{% if waiting %}\n\nNow {{ waiting }} waits for it.{% endif %}",
        button="Set up payouts",
        why=WHY,
    )
)
WAITS = register(
    Kind(
        name="payout.waits",
        topic="money",
        title="Money waits for your payout account",
        line="{{ amount }} for “{{ milestone.title }}” is yours and waits for your payout account",
        subject="{{ amount }} waits for your payout account",
        body="The money was released to you. It goes out as soon as your payout account is ready; nothing of it is lost meanwhile.",
        button="Set up payouts",
        figure="{{ amount }}",
        figure_note="Yours, waits for your account",
        facts=(("Contract", "{{ contract.title }}"), ("Milestone", "{{ milestone.position }}. {{ milestone.title }}")),
        why=WHY,
    )
)
HELD = register(
    Kind(
        name="payout.held",
        topic="money",
        title="Payouts to you are on hold",
        line="Payouts to you are on hold: {{ reason }}",
        subject="Payouts to you are on hold",
        body="We do not pay out to you for now. The reason: {{ reason }}\n\n"
        "What is released to you stays yours and waits with us. Write to us if this is wrong.",
        button=GO_ON,
        why=WHY,
    )
)
LIFTED = register(
    Kind(
        name="payout.lifted",
        topic="money",
        title="Payouts to you go on",
        line="Payouts to you are not on hold any more",
        subject="Payouts to you go on",
        body="What waited goes out now, as far as nothing else is in its way.",
        button=GO_ON,
        why=WHY,
    )
)
OF_STATE = {"ready": READY, "restricted": NEEDS, "incomplete": NEEDS, "rejected": REJECTED, "gone": GONE}


def tell_state(account: PayoutAccount, waiting: Sequence[Money], *, key: str) -> None:
    """What has become of the account. Of a check that goes on nobody is told."""
    kind = NEEDS if account.is_ready and account.needs else OF_STATE.get(account.state)
    if kind:
        words: dict[str, Any] = {"waiting": listed([str(one) for one in waiting]), "needs": listed(words_of(account.needs))}
        notify(account.user, kind, key=key, url=reverse("payments:payouts"), **words)


def tell_waits(operation: Operation) -> None:
    """Once for each release."""
    words: dict[str, Any] = {"amount": str(operation.amount), "milestone": operation.milestone, "contract": operation.contract}
    notify(operation.solver, WAITS, key=str(operation.pk), url=reverse("payments:payouts"), **words)


def tell_held(terms: PayoutTerms, *, key: str) -> None:
    notify(terms.user, HELD, key=key, url=reverse("payments:payouts"), reason=terms.held_reason)


def tell_lifted(terms: PayoutTerms, *, key: str) -> None:
    notify(terms.user, LIFTED, key=key, url=reverse("payments:payouts"))


def listed(words: Sequence[str]) -> str:
    """“€552.00 and SEK 900.00”, and nothing where there is nothing."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
