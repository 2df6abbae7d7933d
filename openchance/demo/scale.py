"""Challenges by the hundred thousand, with applications: for benches. The same number asked for on the same database gives the same texts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from apps.applications.models import Application
from apps.challenges.models import Category, Challenge
from apps.challenges.search.stems import searchable
from apps.core.db import run_atomic
from apps.core.ids import CODE_ALPHABET, CODE_LENGTH
from apps.core.money import Money, reward_rank
from apps.users.handles import skeleton
from apps.users.models import User

from .words import GeneratedChallenge, generated_challenge

BATCH = 1000
CHUNK = 250
FIRST = (
    "Ada", "Bruno", "Chiara", "Dmitri", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katya", "Lior", "Mira", "Nils", "Oona", "Pavel", "Quentin",
    "Rosa", "Stefan", "Tala", "Ulla", "Viktor", "Wanda", "Ximena", "Yusuf",
)  # fmt: skip
LAST = (
    "Abel", "Brandt", "Costa", "Dahl", "Eriksen", "Falk", "Grigor", "Haddad", "Ilves", "Janda", "Kovac", "Lund", "Moreau", "Novak", "Olsen", "Petit",
    "Quist", "Rossi", "Soler", "Tanaka",
)  # fmt: skip
LETTER = "I have done work like this before and can begin next week. My plan has two parts, and you see the first one before anything is final."
SHARE_WITH_APPLICATIONS = 0.3  # of the challenges; each of them has one to six, so that there are about as many applications as challenges


def scale(n: int) -> None:
    """Add `n` listed challenges by generated people, most of them open, the others closed; about as many applications; counters that agree."""
    people = generated_people()
    done = Challenge.objects.filter(owner__in=people).count()
    rng = Random(f"scale {done}")
    makers = numbered(n, done, rng, people)
    with hurried():
        while batch := list(islice(makers, BATCH)):
            keep(batch, *applications_to(batch, rng, people))


@contextmanager
def hurried() -> Iterator[None]:
    """No statement's text is kept; SQLite holds the indexes in memory and carries them into the file less often."""
    debug, settings.DEBUG = settings.DEBUG, False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-400000")
            cursor.execute("PRAGMA wal_autocheckpoint=50000")
    try:
        yield
    finally:
        settings.DEBUG = debug
        connection.close()  # what was set ends with it


def generated_people() -> list[User]:
    """500 people with verified addresses who cannot sign in; made once."""
    names = {f"{first}-{last}-g".lower(): f"{first} {last}" for last in LAST for first in FIRST}
    known = {user.handle: user for user in User.objects.filter(handle__in=list(names))}
    now = timezone.now()
    fresh = [
        User(
            handle=handle,
            handle_skeleton=skeleton(handle),
            name=name,
            email=f"{handle}@example.org",
            password="!",  # noqa: S106  (opens for no password)
            email_verified_at=now,
            joined_at=now - timedelta(days=200),
        )
        for handle, name in names.items()
        if handle not in known
    ]
    User.objects.bulk_create(fresh, batch_size=BATCH)
    known |= {user.handle: user for user in fresh}
    return [known[handle] for handle in names]


def numbered(n: int, done: int, rng: Random, people: list[User]) -> Iterator[Challenge]:
    """The challenges, oldest first; they were published over the last 60 days."""
    fields = {category.slug: category for category in Category.objects.all()}
    end = timezone.now() - timedelta(minutes=1)
    step = timedelta(days=60) / max(n, 1)
    for index in range(n):
        number = done + index + 1
        text = generated_challenge(rng, number)
        yield made(text, number, fields[text.category], people[int(rng.random() * len(people))], end - step * (n - index), rng)


def made(text: GeneratedChallenge, number: int, field: Category, owner: User, published: datetime, rng: Random) -> Challenge:
    """A published challenge, with the columns that its services would have derived."""
    reward = Money.of(Decimal(text.amount), text.currency)
    is_open = rng.random() < 0.8
    deadline = timezone.now() + timedelta(hours=rng.randrange(6, 24 * 60)) if is_open else published + (timezone.now() - published) / 2
    paragraphs = text.brief.split("\n\n")
    summary = paragraphs[0][:160].rsplit(" ", 1)[0] + "…" if len(paragraphs[0]) > 160 else paragraphs[0]
    return Challenge(
        owner=owner,
        code=code(number),
        slug=slugify(text.title)[:60].strip("-"),
        status="open" if is_open else "closed",
        title=text.title[:120],
        summary=summary,
        brief=text.brief,
        brief_html="".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs),
        criteria=list(text.criteria),
        skills=list(text.skills),
        category=field,
        difficulty=text.difficulty,
        currency=text.currency,
        reward_min_minor=reward.minor,
        reward_max_minor=reward.minor,
        reward_rank=reward_rank(reward),
        deadline_at=deadline,
        created_at=published,
        changed_at=published,
        published_at=published,
        closed_at=None if is_open else deadline,
        reviewed_at=published,
        is_listed=True,
        search_title=searchable(text.title),
        search_body=searchable("\n".join([text.brief, *text.criteria, *text.skills]), text.skills),
        search_serial=int(published.timestamp() * 1_000_000) << 12 | rng.getrandbits(12),
    )


def code(number: int) -> str:
    """A code of its own for each number, as unlike its neighbours as random ones: the alphabet's size and the factor have no common divisor."""
    size = len(CODE_ALPHABET)
    rest = (number * 387_420_489 + 12_345) % size**CODE_LENGTH
    letters = ""
    for _ in range(CODE_LENGTH):
        rest, letter = divmod(rest, size)
        letters += CODE_ALPHABET[letter]
    return letters


def applications_to(challenges: list[Challenge], rng: Random, people: list[User]) -> tuple[list[Application], dict[str, dict[int, list[UUID]]]]:
    """(applications to some of them, counted on their challenges; by how much whose counters rise)."""
    applications: list[Application] = []
    for challenge in challenges:
        if rng.random() < SHARE_WITH_APPLICATIONS:
            challenge.application_count = challenge.live_count = rng.randrange(1, 7)
            applications += applied(challenge, challenge.live_count, rng, people)
    rises = {"posted_count": rises_of(one.owner_id for one in challenges), "applied_count": rises_of(one.solver_id for one in applications)}
    return applications, rises


def rises_of(keys: Iterable[UUID]) -> dict[int, list[UUID]]:
    """Those who appear equally often, by how often."""
    groups: dict[int, list[UUID]] = {}
    for key, count in Counter(keys).items():
        groups.setdefault(count, []).append(key)
    return groups


def keep(challenges: list[Challenge], applications: list[Application], rises: dict[str, dict[int, list[UUID]]]) -> None:
    """Write a batch, in transactions so small that MongoDB's cache holds them with everything their indexes want."""
    for start in range(0, len(challenges), CHUNK):
        insert(Challenge, challenges[start : start + CHUNK])
    for start in range(0, len(applications), CHUNK):
        insert(Application, applications[start : start + CHUNK])
    for column, groups in rises.items():
        for rise, keys in groups.items():
            User.objects.filter(pk__in=keys).update(**{column: F(column) + rise})


@run_atomic
def insert(model: type[Challenge] | type[Application], rows: list[Any]) -> None:
    model._default_manager.bulk_create(rows)


def applied(challenge: Challenge, count: int, rng: Random, people: list[User]) -> Iterator[Application]:
    first = int(rng.random() * len(people))
    solvers = [person for person in (people[(first + 7 * index) % len(people)] for index in range(count + 1)) if person.pk != challenge.owner_id]
    price = challenge.reward_max_minor or 0
    half = price // 2 // 10 * 10
    plan = [{"title": "First part", "amount_minor": half, "days": 5}, {"title": "The rest", "amount_minor": price - half, "days": 9}]
    for solver in solvers[:count]:
        at = challenge.created_at + timedelta(minutes=int(rng.random() * 60))
        yield Application(
            challenge=challenge, solver=solver, owner_id=challenge.owner_id, letter=LETTER, letter_html=f"<p>{LETTER}</p>\n", currency=challenge.currency,
            price_minor=price, days=14, plan=plan, created_at=at, changed_at=at,
        )  # fmt: skip
