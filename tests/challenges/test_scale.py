"""The generated challenges of benches."""

from django.db.models import Count

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.challenges.services.composing import columns, compose
from apps.users.models import User
from openchance.demo.scale import code, scale


def test_generated_challenges_are_what_services_would_have_made(db: None) -> None:
    scale(60)
    for challenge in Challenge.objects.all():
        before = columns(challenge) | {"summary": "", "slug": ""}
        compose(challenge)
        assert columns(challenge) | {"summary": "", "slug": ""} == before


def test_counters_agree(db: None) -> None:
    scale(80)
    scale(20)
    assert Challenge.objects.filter(is_listed=True).count() == 100
    assert len(set(Challenge.objects.values_list("search_serial", flat=True))) == 100
    counts = dict(Application.objects.values_list("challenge").annotate(n=Count("pk")))
    assert all(challenge.application_count == challenge.live_count == counts.get(challenge.pk, 0) for challenge in Challenge.objects.all())
    assert sum(User.objects.values_list("posted_count", flat=True)) == 100
    assert sum(User.objects.values_list("applied_count", flat=True)) == sum(counts.values())


def test_codes_are_all_different() -> None:
    assert len({code(number) for number in range(5000)}) == 5000
