"""A lived-in world: people, challenges in every state, money that moved, reviews. Built through the services, each step at its own moment."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import time_machine
from django.test.utils import override_settings

from apps.challenges import services as challenges
from apps.challenges.models import Category
from apps.core.money import Money
from apps.notifications.models import Email, Notification
from apps.users.models import User

from .cast import person
from .challenges import CHALLENGES
from .chats import converse
from .letters import PERSONAL_LETTERS
from .papers import name_people, number_documents
from .people import PEOPLE, STAFF
from .plan import Fate, fates
from .story import Story
from .texts import ChallengeText, PersonText


def build() -> None:
    """Fill an empty database with about 40 people and 80 challenges. Nothing is sent: mail of the past counts as sent."""
    rng = random.Random(1871)
    now = datetime.now(UTC)
    with quiet():
        people = {text.handle: make_person(text, now, rng) for text in PEOPLE}
        name_people(people)
        texts = {text.handle: text for text in PEOPLE}
        solvers = [people[handle] for handle in people if "solver" in texts[handle].roles]
        for text, fate in fates(CHALLENGES):
            tell(text, fate, people, solvers, now, rng)
        for one in STAFF:
            make_person(one, now, rng)
        converse(now)
    number_documents()
    settle_in(now)


@contextmanager
def quiet() -> Iterator[None]:
    """Jobs are not run when they are nudged; the stories drive the clocks themselves."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}):
        yield


def make_person(text: PersonText, now: datetime, rng: random.Random) -> User:
    from apps.core.text import render_markdown

    administers = text.handle == "max"
    moves_money = text in STAFF
    with time_machine.travel(now - timedelta(days=rng.randint(120, 700))):
        return person(
            text.handle,
            text.name,
            headline=text.headline,
            bio=text.bio,
            bio_html=render_markdown(text.bio),
            country=text.country,
            timezone=text.timezone,
            skills=list(text.skills),
            links=list(text.links),
            is_staff=administers or moves_money,
            is_finance=moves_money,
            is_superuser=administers,
        )


def tell(text: ChallengeText, fate: Fate, people: dict[str, User], solvers: list[User], now: datetime, rng: random.Random) -> None:
    """Live one challenge from its posting to where `fate` leaves it today."""
    owner = people[text.owner]
    others = [one for one in solvers if one.pk != owner.pk]
    rng.shuffle(others)
    wrote = {one.solver for one in PERSONAL_LETTERS if one.challenge == text.title}
    others.sort(key=lambda one: (one.handle != fate.solver, one.handle not in wrote))
    if others[0].handle == "eve":  # who comes first wins, and she is a stranger to every contract
        others[:2] = others[1::-1]
    with time_machine.travel(now - timedelta(days=fate.age)):
        challenge = challenges.create_draft(owner, **fields(text, fate, now))
        if fate.visibility == "invited":
            challenges.invite(challenge, others[:3], by=owner)
        if fate.end == "draft":
            return
        challenge = challenges.publish(challenge, by=owner)
    Story(challenge, owner, others[: fate.applicants], others[fate.applicants :], fate, now, rng).run(text)


def fields(text: ChallengeText, fate: Fate, now: datetime) -> dict[str, Any]:
    """A draft of `text`, as `create_draft` takes it. The deadline lies `fate.deadline` days from now."""
    low = Money.of(Decimal(text.amount), text.currency).minor
    return {
        "title": text.title,
        "brief": text.brief,
        "criteria": list(text.criteria),
        "questions": list(text.questions),
        "skills": list(text.skills),
        "category": Category.objects.get(slug=text.category),
        "difficulty": text.difficulty,
        "reward_kind": text.reward,
        "currency": text.currency,
        "reward_min_minor": low,
        "reward_max_minor": Money.of(Decimal(text.amount_to), text.currency).minor if text.amount_to else low,
        "milestones": [
            {"title": one.title, "amount_minor": Money.of(Decimal(one.amount), text.currency).minor, "days": one.days} for one in text.milestones
        ],
        "deadline_at": now + timedelta(days=fate.deadline, hours=3),
        "visibility": fate.visibility,
    }


def settle_in(now: datetime) -> None:
    """What is older than three days has been read, and all mail has gone out."""
    Email.objects.filter(status="pending").update(status="done", done_at=now)
    Notification.objects.filter(read_at=None, created_at__lt=now - timedelta(days=3)).update(read_at=now)
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(unread_count=Notification.objects.filter(recipient=user, read_at=None).count())
