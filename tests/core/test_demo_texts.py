"""The demo world's texts keep their promises: enough of everything, exact money, nothing empty, the same for the same seed."""

from collections import Counter
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from apps.challenges.categories import CATEGORIES
from apps.core.money import Money
from apps.core.text import plain_text, render_markdown
from openchance.demo.challenges import CHALLENGES
from openchance.demo.letters import (
    ANSWERS,
    CHANGE_REQUESTS,
    DECLINE_NOTES,
    DELIVERY_NOTES,
    GENERAL_LETTERS,
    LETTERS,
    PERSONAL_LETTERS,
    PLANS,
    PRIVATE_NOTES,
    REVIEWS,
)
from openchance.demo.people import PEOPLE
from openchance.demo.texts import ChallengeText, prose
from openchance.demo.words import COMMON_WORD, MEDIUM_WORD, ORDINARY_WORDS, RARE_WORD, GeneratedChallenge, generated_challenge

SLUGS = [slug for slug, _, _ in CATEGORIES]
HANDLES = {person.handle: person for person in PEOPLE}


def generated(count: int, seed: int = 7) -> list[GeneratedChallenge]:
    rng = Random(seed)
    return [generated_challenge(rng, number) for number in range(count)]


def test_prose_keeps_blocks_and_joins_wrapped_lines() -> None:
    assert prose("""
        One paragraph
        in two lines.

        # Heading
        - an item
          that goes on
        - another
        1. first
    """) == "One paragraph in two lines.\n\n# Heading\n- an item that goes on\n- another\n1. first"  # fmt: skip


def test_twelve_categories_have_at_least_six_challenges_each() -> None:
    counts = Counter(challenge.category for challenge in CHALLENGES)
    assert len(CHALLENGES) == 80
    assert len(set(SLUGS)) == 12
    assert set(counts) == set(SLUGS)
    assert min(counts.values()) >= 6


def test_titles_and_briefs_are_unique() -> None:
    assert len({challenge.title for challenge in CHALLENGES}) == 80
    assert len({challenge.brief[:60] for challenge in CHALLENGES}) == 80
    assert max(len(challenge.title) for challenge in CHALLENGES) <= 120


def test_half_are_fixed_a_quarter_ranges_a_quarter_milestones() -> None:
    assert Counter(challenge.reward for challenge in CHALLENGES) == {"fixed": 40, "range": 20, "milestones": 20}


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.title[:40])
def test_a_challenge_is_complete(challenge: ChallengeText) -> None:
    assert "challenger" in HANDLES[challenge.owner].roles
    assert challenge.currency in settings.CURRENCIES
    assert 1 <= challenge.difficulty <= 4
    assert 2 <= len(challenge.criteria) <= 6
    assert all(criterion.strip() for criterion in challenge.criteria)
    assert challenge.skills
    assert len(plain_text(render_markdown(challenge.brief)).split()) >= 60
    total = Money.of(challenge.amount, challenge.currency)
    assert total.minor > 0
    if challenge.reward == "range":
        assert Money.of(challenge.amount_to, challenge.currency) > total
    else:
        assert not challenge.amount_to
    if challenge.reward == "milestones":
        assert 2 <= len(challenge.milestones) <= 5
        steps = [Money.of(step.amount, challenge.currency) for step in challenge.milestones]
        assert sum(step.minor for step in steps) == total.minor
        assert all(step.minor > 0 for step in steps)
        assert all(step.days > 0 and step.title for step in challenge.milestones)
    else:
        assert not challenge.milestones


def test_currencies_without_and_with_three_decimals_occur() -> None:
    assert {"EUR", "USD", "GBP", "SEK", "CHF", "JPY", "KWD", "INR", "BRL", "CAD"} <= {challenge.currency for challenge in CHALLENGES}


def test_every_question_has_answers() -> None:
    questions = {question for challenge in CHALLENGES for question in challenge.questions}
    assert questions == set(ANSWERS)
    assert all(len(set(answers)) == 3 for answers in ANSWERS.values())


def test_people_are_distinct_and_lead_nowhere_real() -> None:
    assert len(PEOPLE) >= 40
    assert len(HANDLES) == len({person.name for person in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert person.email == f"{person.handle}@example.org"
        assert all(link.split("/")[2].endswith((".example", "example.org")) for link in person.links)
        assert len(person.country) == 2
        assert ZoneInfo(person.timezone)
    assert {"olga", "sam", "rita", "eve", "max"} <= set(HANDLES)
    assert HANDLES["max"].roles == frozenset()
    assert any(not person.bio and not person.headline for person in PEOPLE)


def test_letters_exist_for_every_category_and_name_what_exists() -> None:
    counts = Counter(letter.category for letter in GENERAL_LETTERS)
    assert set(counts) == set(SLUGS)
    assert min(counts.values()) >= 5
    assert len(LETTERS) >= 40
    titles = {challenge.title for challenge in CHALLENGES}
    for letter in PERSONAL_LETTERS:
        assert letter.challenge in titles
        assert "solver" in HANDLES[letter.solver].roles
    assert len({(letter.challenge, letter.solver) for letter in PERSONAL_LETTERS}) == len(PERSONAL_LETTERS)


def test_notes_and_reviews_are_enough_and_in_range() -> None:
    assert (len(DELIVERY_NOTES), len(CHANGE_REQUESTS), len(DECLINE_NOTES), len(PRIVATE_NOTES)) == (12, 8, 10, 10)
    assert Counter(review.by for review in REVIEWS) == {"challenger": 12, "solver": 12}
    assert all(1 <= figure <= 5 for review in REVIEWS for figure in (review.stars, review.quality, review.communication, review.timeliness))
    assert all(sum(share for _, share in plan) == 100 for plan in PLANS)


def test_texts_are_real_and_end_without_exclamation_marks() -> None:
    texts = [challenge.brief + challenge.title + " ".join(challenge.criteria) for challenge in CHALLENGES]
    texts += [letter.body for letter in LETTERS] + [review.body for review in REVIEWS] + [person.bio for person in PEOPLE]
    texts += [*DELIVERY_NOTES, *CHANGE_REQUESTS, *PRIVATE_NOTES, *DECLINE_NOTES]
    for text in texts:
        assert "lorem" not in text.lower()
        assert not set("!'\"") & set(text), text


def test_the_same_seed_gives_the_same_challenges() -> None:
    assert generated(300) == generated(300)
    assert generated(300) != generated(300, seed=8)


def test_generated_challenges_vary_and_need_no_markup() -> None:
    made = generated(12_000)
    assert {challenge.category for challenge in made} == set(SLUGS)
    assert len({challenge.brief for challenge in made}) == len(made)
    assert len({challenge.title for challenge in made}) > 0.9 * len(made)
    for challenge in made:
        assert len(challenge.title) <= 120
        assert not set("&<>*_#`[]") & set(challenge.brief)
        assert len(set(challenge.skills)) == len(set(challenge.criteria)) == 3
        assert Money.of(challenge.amount, challenge.currency).minor > 0
    assert made[4321].brief.endswith(" 4321.")


def test_words_come_up_as_often_as_promised() -> None:
    made = generated(20_000)

    def share(word: str) -> float:
        return sum(word in challenge.brief for challenge in made) / len(made)

    assert share(RARE_WORD) == 1 / 10_000
    assert share(MEDIUM_WORD) == 1 / 100
    assert 0.48 < share(COMMON_WORD) < 0.52
    assert all(0.015 < share(word) < 0.035 for word in ORDINARY_WORDS)
    for word in (RARE_WORD, MEDIUM_WORD, COMMON_WORD, *ORDINARY_WORDS):
        assert not any(word in challenge.title.lower() for challenge in made)
