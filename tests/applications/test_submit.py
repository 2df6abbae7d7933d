from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.applications import services
from apps.applications.models import Application, ApplicationFile
from apps.challenges.models import Challenge
from apps.core.errors import Refused
from apps.users.models import User

from .world import application, application_fields, fresh, open_challenge, sound, told, typed, url, verbs

SignIn = Callable[[User], Client]


def test_solver_applies(challenge: Challenge, olga: User, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    page = browser.get(url("apply", challenge)).content.decode()
    assert "Applying is free" in page and "1,656" in page  # €1,800 less 8 %
    answer = browser.post(url("apply", challenge), typed())
    made = Application.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.status, made.price_minor, made.days, made.currency) == ("submitted", 180000, 14, "EUR")
    assert made.plan == [{"title": "Sketch", "amount_minor": 60000, "days": 5}, {"title": "Final drawing", "amount_minor": 120000, "days": 9}]
    assert made.answers == ["The star map of Uppsala."]
    assert made.links == ["https://example.org/star-map"]
    assert "<strong>hour ring</strong>" in made.letter_html
    assert (fresh(challenge).application_count, fresh(challenge).live_count, fresh(sam).applied_count) == (1, 1, 1)
    assert verbs(made) == ["submit"]
    assert told(olga) == ["application.received"]


def test_second_press_lands_on_the_first_application(challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    first = browser.post(url("apply", challenge), typed())
    second = browser.post(url("apply", challenge), typed())
    assert first.headers["Location"] == second.headers["Location"]
    assert browser.get(url("apply", challenge)).headers["Location"] == first.headers["Location"]
    assert Application.objects.count() == 1
    assert sound(challenge) and fresh(sam).applied_count == 1


def test_a_second_submit_is_refused(offer: Application, challenge: Challenge, sam: User) -> None:
    with pytest.raises(services.AlreadyApplied) as refusal:
        application(challenge, sam)
    assert refusal.value.row == offer
    assert sound(challenge)


def test_owner_cannot_apply_to_own_challenge(challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    assert "your own challenge" in signed_in(olga).get(url("apply", challenge)).content.decode()
    assert signed_in(olga).post(url("apply", challenge), typed()).status_code == 409
    assert not Application.objects.exists()


def test_an_unverified_address_is_sent_to_verify_first(challenge: Challenge, eve: User, signed_in: SignIn) -> None:
    User.objects.filter(pk=eve.pk).update(email_verified_at=None)
    assert "Confirm your e-mail address first" in signed_in(eve).get(url("apply", challenge)).content.decode()
    answer = signed_in(eve).post(url("apply", challenge), typed())
    assert answer.status_code == 409 and "hour ring" in answer.content.decode()
    assert not Application.objects.exists()


def test_nobody_applies_after_the_deadline(challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    Challenge.objects.filter(pk=challenge.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
    assert "takes no applications" in signed_in(sam).get(url("apply", challenge)).content.decode()
    assert signed_in(sam).post(url("apply", challenge), typed()).status_code == 409
    with pytest.raises(Refused):
        application(challenge, sam)  # the caller's copy of the challenge still says it is open
    assert not Application.objects.exists() and sound(challenge)


def test_an_invite_only_challenge_is_not_found(olga: User, sam: User, eve: User, signed_in: SignIn) -> None:
    secret = open_challenge(olga)
    Challenge.objects.filter(pk=secret.pk).update(visibility="invited")
    assert signed_in(eve).get(url("apply", secret)).status_code == 404
    assert signed_in(eve).post(url("apply", secret), typed()).status_code == 404
    assert not Application.objects.exists()


def test_somebody_signed_out_is_asked_to_sign_in(challenge: Challenge, client: Client) -> None:
    assert client.get(url("apply", challenge)).headers["Location"].startswith("/accounts/login/")
    assert client.post(url("apply", challenge), typed()).status_code == 302
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"letter": " "}, "Write a few sentences"),
        ({"letter": "x" * 10001}, "at most 10000 characters"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "soon"}, "whole number"),
        ({"days": "10"}, "longer than the 10 you promise"),
        ({"answer_0": ""}, "The challenger asks everybody this."),
        ({"links": "javascript:alert(1)"}, "is no web address"),
        ({"links": "http://[bad"}, "is no web address"),
        ({"links": "\n".join(f"example.org/{n}" for n in range(11))}, "10 links at most"),
        ({"plan-0-amount": "500"}, "€100.00 less than the price"),
        ({"plan-0-amount": "-600"}, "more than zero"),
        ({"plan-0-amount": "600.001"}, "2 decimals at most"),
        ({"plan-0-amount": "many"}, "amount in figures"),
        ({"plan-0-title": ""}, "Say what is delivered."),
        ({"plan-1-days": ""}, "Say the days."),
        ({"plan-1-amount": ""}, "Say the amount."),
        ({"plan-1-amount": "99999999999"}, "At most 10,000,000 EUR"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    challenge: Challenge, sam: User, signed_in: SignIn, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(sam).post(url("apply", challenge), typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert ("Final drawing" in page and "Sketch" in page) or "plan-0-title" in changes
    assert not Application.objects.exists()


def test_a_plan_left_empty_is_one_part(challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    blank = {name: "" for name in typed() if name.startswith("plan-")} | {"plan-count": "1"}
    signed_in(sam).post(url("apply", challenge), typed(**blank))
    assert Application.objects.get().plan == [{"title": "The whole work", "amount_minor": 180000, "days": 14}]


def test_another_part_without_javascript(challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    answer = signed_in(sam).post(url("apply", challenge), typed(more="1", letter=""))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="plan-2-title"' in page and "Final drawing" in page and 'class="summary"' not in page
    full = signed_in(sam).post(url("apply", challenge), {"more": "1", "plan-count": "10"}).content.decode()
    assert 'name="plan-9-title"' in full and 'name="plan-10-title"' not in full


def test_the_letter_can_be_previewed(challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    page = signed_in(sam).post(url("apply", challenge), typed(preview="1", letter="**Bold** <script>x</script>")).content.decode()
    assert "<strong>Bold</strong>" in page and "<script>x" not in page
    assert not Application.objects.exists()


@pytest.mark.parametrize("count", ["", "0", "-3", "99999999999999", "x"])
def test_a_bent_part_count_is_no_error(challenge: Challenge, sam: User, signed_in: SignIn, count: str) -> None:
    assert signed_in(sam).post(url("apply", challenge), typed(**{"plan-count": count})).status_code in (302, 422)


def ranged(owner: User, **changes: Any) -> Challenge:
    made: Challenge = open_challenge(owner, reward_kind="range", reward_min_minor=100000, reward_max_minor=200000, questions=[], **changes)
    return made


@pytest.mark.parametrize("price", ["999.99", "2,000.01", "0", "-1500", "", "abc", "1500.001"])
def test_a_price_outside_the_range_is_refused_at_the_field(olga: User, sam: User, signed_in: SignIn, price: str) -> None:
    challenge = ranged(olga)
    page = signed_in(sam).post(url("apply", challenge), {"letter": "Yes.", "days": "5", "price": price, "plan-count": "1"})
    assert page.status_code == 422 and 'id="id_price_error"' in page.content.decode()
    assert not Application.objects.exists()


def test_a_price_within_the_range(olga: User, sam: User, signed_in: SignIn) -> None:
    challenge = ranged(olga)
    signed_in(sam).post(url("apply", challenge), {"letter": "Yes.", "days": "5", "price": "1,500", "plan-count": "1"})
    assert Application.objects.get().price_minor == 150000


def test_what_a_price_leaves_is_shown_while_typing(olga: User, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)
    headers = {"HX-Request": "true"}
    shown = browser.get(url("apply", ranged(olga)), {"price": "1500"}, headers=headers).content.decode()
    assert "1,380.00" in shown and "<html" not in shown
    assert browser.get(url("apply", ranged(olga)), {"price": "nonsense"}, headers=headers).status_code == 200


def test_yen_have_no_decimals(olga: User, sam: User, signed_in: SignIn) -> None:
    challenge = ranged(olga, currency="JPY")
    browser = signed_in(sam)
    refused = browser.post(url("apply", challenge), {"letter": "Yes.", "days": "5", "price": "150000.5", "plan-count": "1"})
    assert "JPY has no decimals" in refused.content.decode()
    browser.post(url("apply", challenge), {"letter": "Yes.", "days": "5", "price": "150,000", "plan-count": "1"})
    assert Application.objects.get().price_minor == 150000


def test_milestones_of_the_challenge_are_the_plan_to_begin_with(olga: User, sam: User, signed_in: SignIn) -> None:
    milestones = [{"title": "Survey", "amount_minor": 50000, "days": 3}, {"title": "Drawing", "amount_minor": 70000, "days": 6}]
    challenge = open_challenge(olga, reward_kind="milestones", reward_min_minor=None, reward_max_minor=None, milestones=milestones)
    page = signed_in(sam).get(url("apply", challenge)).content.decode()
    assert 'value="Survey"' in page and 'value="700.00"' in page and 'name="price"' not in page
    application(challenge, sam, price_minor=120000, days=9, plan=milestones)
    assert Application.objects.get().plan == milestones


def test_the_service_holds_the_same_rules(challenge: Challenge, sam: User) -> None:
    changes: dict[str, Any]
    for changes in ({"price_minor": 170000}, {"plan": []}, {"answers": []}, {"letter": ""}, {"days": 0}):
        with pytest.raises(Refused):
            application(challenge, sam, **changes)
    assert not Application.objects.exists() and sound(challenge)


def png(name: str = "map.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40, "image/png")


def test_files_are_kept_and_served_to_both_sides_only(challenge: Challenge, olga: User, sam: User, eve: User, rita: User, signed_in: SignIn) -> None:
    signed_in(sam).post(url("apply", challenge), typed(files=[png(), png("dial.png")]))
    kept = list(ApplicationFile.objects.all())
    assert [file.name for file in kept] == ["map.png", "dial.png"]
    for reader in (sam, olga):
        answer = signed_in(reader).get(kept[0].get_absolute_url())
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert signed_in(eve).get(kept[0].get_absolute_url()).status_code == 404
    other = application(challenge, rita)
    assert signed_in(rita).get(kept[0].get_absolute_url().replace(str(kept[0].application_id), str(other.pk))).status_code == 404


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([SimpleUploadedFile("map.png", b"MZ this is a program")], "says it is PNG"),
        ([SimpleUploadedFile("run.exe", b"MZ")], "files of this kind are not taken"),
        ([SimpleUploadedFile("empty.txt", b"")], "empty"),
        ([SimpleUploadedFile(f"{n}.txt", b"words") for n in range(6)], "5 files at most"),
    ],
)
def test_a_file_that_is_not_taken_loses_nothing(
    challenge: Challenge, sam: User, signed_in: SignIn, files: list[SimpleUploadedFile], words: str
) -> None:
    page = signed_in(sam).post(url("apply", challenge), typed(files=files)).content.decode()
    assert words in page and "Final drawing" in page
    assert not Application.objects.exists()


def test_files_of_a_refused_application_are_taken_away_again(offer: Application, challenge: Challenge, olga: User) -> None:
    Challenge.objects.filter(pk=challenge.pk).update(removed_at=timezone.now())
    before = set(default_storage.listdir("uploads")[1]) if default_storage.exists("uploads") else set()
    with pytest.raises(Refused):
        services.submit(challenge, User.objects.get(handle="rita"), files=[png()], **application_fields())
    after = set(default_storage.listdir("uploads")[1]) if default_storage.exists("uploads") else set()
    assert after == before
