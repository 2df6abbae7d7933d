from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.challenges import services
from apps.challenges.models import Challenge, ChallengeFile, Invitation
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.users.models import User
from openchance.demo.cast import challenge_fields
from tests.races import run_parallel

from .form_data import typed

SignIn = Callable[[User], Client]


def edit_url(challenge: Challenge) -> str:
    return f"/challenges/{challenge.slug}-{challenge.code}/edit/"


def test_owner_edits_a_draft_and_a_public_challenge(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    browser = signed_in(olga)
    seen = draft.changed_at.isoformat()
    assert browser.post(edit_url(draft), typed(title="Draw the dial of a clock", seen=seen)).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Draw the dial of a clock" and draft.slug == "draw-the-dial-of-a-clock"
    services.publish(draft, by=olga)
    browser.post(edit_url(draft), typed(title="Draw the dial of two clocks", seen=draft.changed_at.isoformat(), action="save"))
    draft.refresh_from_db()
    assert draft.status == "open" and " two " in draft.search_title
    assert "edit" in Event.objects.of(draft).values_list("verb", flat=True)


@pytest.mark.parametrize("who", ["eve", "max_"])
def test_stranger_gets_404_and_nothing_changes(signed_in: SignIn, request: pytest.FixtureRequest, draft: Challenge, who: str) -> None:
    browser = signed_in(request.getfixturevalue(who))
    before = Challenge.objects.values().get()
    assert browser.get(edit_url(draft)).status_code == 404
    assert browser.post(edit_url(draft), typed()).status_code == 404
    for verb in ("publish", "close", "reopen", "extend", "delete", "duplicate"):
        assert browser.post(f"/challenges/{draft.slug}-{draft.code}/{verb}/").status_code == 404
    assert Challenge.objects.values().get() == before


def test_a_public_one_must_stay_complete(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    response = signed_in(olga).post(edit_url(challenge), typed(criteria=[""], seen=challenge.changed_at.isoformat(), action="save"))
    assert response.status_code == 422 and "at least one criterion" in response.content.decode()
    challenge.refresh_from_db()
    assert len(challenge.criteria) == 2


def test_the_currency_is_fixed_once_published(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    with pytest.raises(Refused, match="currency was fixed"):
        services.save(challenge, by=olga, **challenge_fields(currency="USD"))
    signed_in(olga).post(edit_url(challenge), typed(currency="USD", seen=challenge.changed_at.isoformat(), action="save"))
    challenge.refresh_from_db()
    assert challenge.currency == "EUR" and challenge.reward_min_minor == 185000


def test_the_second_of_two_tabs_is_told_and_loses_nothing(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    browser = signed_in(olga)
    seen = draft.changed_at.isoformat()
    browser.post(edit_url(draft), typed(title="From the first tab, saved", seen=seen))
    response = browser.post(edit_url(draft), typed(title="From the second tab", seen=seen))
    page = response.content.decode()
    assert response.status_code == 409 and "was changed meanwhile" in page and "From the second tab" in page
    draft.refresh_from_db()
    assert draft.title == "From the first tab, saved"
    again = typed(title="From the second tab", seen=draft.changed_at.isoformat())
    assert f'name="seen" value="{draft.changed_at.isoformat()}"' in page
    assert browser.post(edit_url(draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "From the second tab"


def test_after_the_first_application_the_brief_is_closed(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    services.count_application(challenge)
    browser = signed_in(olga)
    page = browser.get(edit_url(challenge)).content.decode()
    assert "the brief is closed" in page and f"/challenges/{challenge.slug}-{challenge.code}/clarify/" in page
    browser.post(edit_url(challenge), typed(title="Something else entirely", seen=challenge.changed_at.isoformat(), action="save"))
    challenge.refresh_from_db()
    assert challenge.title == "Redraw the tide clock of Nordholm"
    with pytest.raises(Refused, match="the brief is closed"):
        services.save(challenge, by=olga, title="Something else entirely")


@pytest.mark.race
def test_an_edit_and_the_first_application_never_both_win_unseen(olga: User, challenge: Challenge) -> None:
    """Whoever edits has seen a challenge without applications, at the moment of the write itself."""

    def act(number: int) -> str:
        fresh = Challenge.objects.get(pk=challenge.pk)
        if number % 2:
            services.save(fresh, by=olga, **challenge_fields(title=f"Edited by thread number {number}"))
            return "edited"
        services.count_application(fresh)
        return "applied"

    outcomes = run_parallel(20, act)
    assert outcomes.count("applied") == 10
    assert all(outcome in ("edited", "applied") or isinstance(outcome, Refused) for outcome in outcomes), outcomes
    challenge.refresh_from_db()
    title = challenge.title
    with pytest.raises(Refused, match="the brief is closed"):
        services.save(challenge, by=olga, **challenge_fields(title="Too late for this title"))
    challenge.refresh_from_db()
    assert challenge.title == title and challenge.application_count == 10


def test_the_guard_is_in_the_write_itself(olga: User, challenge: Challenge, monkeypatch: pytest.MonkeyPatch) -> None:
    """An application that arrives after the last look, before the write, still closes the brief."""
    from apps.challenges.services import drafts

    write = drafts.overwrite

    def late(row: Challenge, seen: Any) -> None:
        Challenge.objects.filter(pk=row.pk).update(application_count=1)
        write(row, seen)

    monkeypatch.setattr(drafts, "overwrite", late)
    with pytest.raises(Refused, match="the brief is closed"):
        services.save(challenge, by=olga, **challenge_fields(title="Overtaken at the last moment"))


@pytest.mark.race
def test_of_many_tabs_saving_one_version_exactly_one_wins(olga: User, draft: Challenge) -> None:
    seen = Challenge.objects.get(pk=draft.pk).changed_at

    def act(number: int) -> Challenge:
        return services.save(Challenge.objects.get(pk=draft.pk), by=olga, seen=seen, **challenge_fields(title=f"Tab number {number} wins"))

    outcomes = run_parallel(12, act)
    assert sum(isinstance(one, Challenge) for one in outcomes) == 1
    assert sum(isinstance(one, Stale) for one in outcomes) == 11, outcomes


def test_only_the_owner_saves(eve: User, max_: User, draft: Challenge) -> None:
    for somebody in (eve, max_):
        with pytest.raises(NotAllowed):
            services.save(draft, by=somebody, title="Mine now, all of it")
    draft.refresh_from_db()
    assert draft.title == "Redraw the tide clock of Nordholm"


def test_a_cancelled_one_is_not_edited(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    services.cancel(challenge, by=olga, reason="The clock was sold.")
    with pytest.raises(Stale, match="cancelled now"):
        services.save(challenge, by=olga, **challenge_fields())
    assert "cannot be edited" in signed_in(olga).get(edit_url(challenge)).content.decode()


def test_files_are_added_and_removed_with_the_form(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    browser = signed_in(olga)
    uploads = [SimpleUploadedFile(f"page-{n}.txt", b"words") for n in range(10)]
    browser.post(edit_url(draft), typed(uploads=uploads, seen=draft.changed_at.isoformat()))
    kept = list(ChallengeFile.objects.filter(challenge=draft))
    assert len(kept) == 10
    draft.refresh_from_db()
    more = SimpleUploadedFile("one-more.txt", b"words")
    response = browser.post(edit_url(draft), typed(uploads=[more], seen=draft.changed_at.isoformat()))
    assert response.status_code == 409 and "10 files at most" in response.content.decode()
    more.seek(0)
    gone = kept[0]
    browser.post(edit_url(draft), typed(uploads=[more], remove_file=[str(gone.pk), "nonsense"], seen=draft.changed_at.isoformat()))
    names = set(ChallengeFile.objects.filter(challenge=draft).values_list("name", flat=True))
    assert "one-more.txt" in names and gone.name not in names and len(names) == 10
    assert not gone.file.storage.exists(str(gone.file.name))


def test_somebody_elses_file_is_not_removed(signed_in: SignIn, olga: User, eve: User, draft: Challenge) -> None:
    other = services.create_draft(eve, files=[SimpleUploadedFile("hers.txt", b"words")], title="Eve’s own draft of something")
    hers = ChallengeFile.objects.get(challenge=other)
    signed_in(olga).post(edit_url(draft), typed(remove_file=[str(hers.pk)], seen=draft.changed_at.isoformat()))
    assert ChallengeFile.objects.filter(pk=hers.pk).exists()


def test_invitations_follow_the_form(signed_in: SignIn, olga: User, sam: User, rita: User, draft: Challenge) -> None:
    browser = signed_in(olga)
    browser.post(edit_url(draft), typed(visibility="invited", invited="@sam, RITA @olga", seen=draft.changed_at.isoformat()))
    assert set(Invitation.objects.values_list("user__handle", flat=True)) == {"sam", "rita"}
    draft.refresh_from_db()
    assert "@sam" in browser.get(edit_url(draft)).content.decode()
    browser.post(edit_url(draft), typed(visibility="invited", invited="sam", seen=draft.changed_at.isoformat()))
    assert set(Invitation.objects.values_list("user__handle", flat=True)) == {"sam"}
