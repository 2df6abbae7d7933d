from collections.abc import Callable

import pytest
from django.test import Client

from apps.applications import services
from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.notifications.models import Email, Notification
from apps.users.models import User

from .world import application, fresh, of_challenge, open_challenge, sound, told, url, verbs

SignIn = Callable[[User], Client]
VERBS = ("withdraw", "shortlist", "unshortlist", "decline", "note")


def test_every_verb_is_a_post_of_somebody_concerned(offer: Application, olga: User, eve: User, signed_in: SignIn) -> None:
    for name in VERBS:
        assert signed_in(olga).get(url(name, offer)).status_code == 405, name
        assert signed_in(eve).post(url(name, offer), {"reason": "price", "note": "x"}).status_code == 404, name
    assert (fresh(offer).status, fresh(offer).note) == ("submitted", "")


def test_solver_withdraws_and_may_apply_again(offer: Application, challenge: Challenge, olga: User, sam: User, signed_in: SignIn) -> None:
    signed_in(sam).post(url("withdraw", offer))
    assert fresh(offer).status == "withdrawn" and fresh(offer).decided_at
    assert told(olga)[-1] == "application.withdrawn"
    assert sound(challenge)
    application(challenge, sam)
    assert of_challenge(challenge) == ["submitted", "withdrawn"] and sound(challenge)


def test_withdrawing_twice_says_where_it_stands(offer: Application, challenge: Challenge, sam: User, signed_in: SignIn) -> None:
    signed_in(sam).post(url("withdraw", offer))
    answer = signed_in(sam).post(url("withdraw", offer))
    assert answer.status_code == 409 and "it is withdrawn now" in answer.content.decode()
    assert verbs(offer) == ["submit", "withdraw"] and sound(challenge)


def test_owner_cannot_withdraw_and_solver_cannot_decide(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    assert signed_in(olga).post(url("withdraw", offer)).status_code == 403
    for name in ("shortlist", "unshortlist", "decline", "note"):
        assert signed_in(sam).post(url(name, offer), {"reason": "price", "note": "mine"}).status_code == 403, name
    assert (fresh(offer).status, fresh(offer).note) == ("submitted", "")


def test_owner_shortlists_and_the_solver_can_see_it(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    signed_in(olga).post(url("shortlist", offer))
    signed_in(olga).post(url("shortlist", offer))
    assert fresh(offer).status == "shortlisted"
    assert told(sam) == ["application.shortlisted"]
    assert "On the shortlist" in signed_in(sam).get(offer.get_absolute_url()).content.decode()
    signed_in(olga).post(url("unshortlist", offer))
    signed_in(olga).post(url("unshortlist", offer))
    assert fresh(offer).status == "submitted"
    assert verbs(offer) == ["submit", "shortlist", "unshortlist"]


def test_the_star_swaps_itself(offer: Application, olga: User, signed_in: SignIn) -> None:
    page = signed_in(olga).post(url("shortlist", offer), headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in page and "<html" not in page and url("unshortlist", offer) in page


def test_a_decided_application_is_not_shortlisted(offer: Application, olga: User, sam: User) -> None:
    services.withdraw(offer, by=sam)
    with pytest.raises(Stale):
        services.shortlist(offer, by=olga)


def test_owner_declines_with_a_reason_that_the_solver_reads(
    offer: Application, challenge: Challenge, olga: User, sam: User, signed_in: SignIn
) -> None:
    signed_in(olga).post(url("decline", offer), {"reason": "fit", "note": "We need ink, not pencil."})
    now = fresh(offer)
    assert (now.status, now.reason, now.reason_note) == ("declined", "fit", "We need ink, not pencil.")
    assert sound(challenge)
    assert told(sam) == ["application.declined"]
    letter = Email.objects.get(recipient=sam, kind="application.declined").text
    assert "the approach does not fit" in letter and "We need ink, not pencil." in letter
    assert "We need ink, not pencil." in signed_in(sam).get(offer.get_absolute_url()).content.decode()


@pytest.mark.parametrize("reason", ["", "because", "accepted"])
def test_declining_needs_a_known_reason(offer: Application, olga: User, signed_in: SignIn, reason: str) -> None:
    answer = signed_in(olga).post(url("decline", offer), {"reason": reason, "note": "Kept words."})
    assert answer.status_code == 422 and "Kept words." in answer.content.decode()
    with pytest.raises(Refused):
        services.decline([offer], by=olga, reason=reason)
    assert fresh(offer).status == "submitted"


def test_declining_twice_says_where_it_stands(offer: Application, challenge: Challenge, olga: User, sam: User, signed_in: SignIn) -> None:
    for _ in range(2):
        answer = signed_in(olga).post(url("decline", offer), {"reason": "price"})
    assert answer.status_code == 409 and "it is declined now" in answer.content.decode()
    assert told(sam) == ["application.declined"] and sound(challenge)


def test_several_are_declined_and_those_decided_meanwhile_are_skipped(
    challenge: Challenge, olga: User, sam: User, rita: User, eve: User, signed_in: SignIn
) -> None:
    rows = [application(challenge, solver) for solver in (sam, rita, eve)]
    services.withdraw(rows[2], by=eve)
    chosen = {"application": [str(row.pk) for row in rows], "reason": "time", "note": ""}
    answer = signed_in(olga).post(url("decline_many", challenge), chosen, follow=True)
    page = answer.content.decode()
    assert "2 applications declined" in page and "1 application left as it was" in page
    assert of_challenge(challenge) == ["declined", "declined", "withdrawn"] and sound(challenge)
    again = signed_in(olga).post(url("decline_many", challenge), chosen, follow=True).content.decode()
    assert "3 applications left as it was" in again or "3 applications left" in again
    assert told(sam) == ["application.declined"]


def test_declining_several_needs_a_reason_and_a_tick(offer: Application, challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    unreasoned = browser.post(url("decline_many", challenge), {"application": str(offer.pk), "reason": "", "note": "Kept."})
    assert unreasoned.status_code == 422 and "Kept." in unreasoned.content.decode() and " checked" in unreasoned.content.decode()
    assert "Tick at least one" in browser.post(url("decline_many", challenge), {"reason": "time"}).content.decode()
    assert browser.get(url("decline_many", challenge)).status_code == 405
    assert fresh(offer).status == "submitted"


def test_applications_to_another_challenge_cannot_be_declined_along(
    offer: Application, challenge: Challenge, olga: User, sam: User, rita: User, eve: User, signed_in: SignIn
) -> None:
    elsewhere = application(open_challenge(eve), rita)
    for key in (str(elsewhere.pk), "not-a-key", "0" * 32):
        answer = signed_in(olga).post(url("decline_many", challenge), {"application": [str(offer.pk), key], "reason": "time"})
        assert answer.status_code == 404, key
    for stranger in (eve, sam):
        assert signed_in(stranger).post(url("decline_many", challenge), {"application": str(offer.pk), "reason": "time"}).status_code == 404
    with pytest.raises(NotAllowed):
        services.decline([offer, elsewhere], by=olga, reason="time")
    assert (fresh(offer).status, fresh(elsewhere).status) == ("submitted", "submitted")


def test_a_private_note_is_the_owners_alone(offer: Application, olga: User, sam: User, max_: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    browser.post(url("note", offer), {"note": "Ask about the paper."})
    assert fresh(offer).note == "Ask about the paper."
    assert "Ask about the paper." in browser.get(offer.get_absolute_url()).content.decode()
    assert "Ask about the paper." in browser.get(url("compare", offer.challenge)).content.decode()
    for reader in (sam, max_):
        assert "Ask about the paper." not in signed_in(reader).get(offer.get_absolute_url()).content.decode()
    assert "Ask about the paper." not in signed_in(max_).get(url("compare", offer.challenge)).content.decode()
    assert "Ask about the paper." not in str(list(Event.objects.values_list("details", "note")))
    assert not Notification.objects.filter(text__contains="paper").exists()
    assert browser.post(url("note", offer), {"note": "x" * 2001}).status_code == 422
    browser.post(url("note", offer), {"note": ""})
    assert fresh(offer).note == ""


def test_accepting_declines_the_others_and_tells_them(challenge: Challenge, olga: User, sam: User, rita: User, eve: User) -> None:
    mine, other, gone = (application(challenge, solver) for solver in (sam, rita, eve))
    services.withdraw(gone, by=eve)
    accepted = run_atomic(services.mark_accepted)(mine, by=olga)
    assert accepted.status == "accepted"
    assert (fresh(other).status, fresh(other).reason, fresh(gone).status) == ("declined", "another", "withdrawn")
    assert told(rita) == ["application.declined"] and told(eve) == []
    assert (fresh(challenge).status, fresh(challenge).live_count) == ("awarded", 0)
    with pytest.raises(Stale):
        run_atomic(services.mark_accepted)(other, by=olga)


def test_nothing_is_accepted_while_a_challenge_is_taken_down(offer: Application, challenge: Challenge, olga: User, max_: User) -> None:
    from apps.challenges import services as challenges

    challenges.remove(challenge, by=max_, reason="Spam")
    with pytest.raises(Refused):
        run_atomic(services.mark_accepted)(offer, by=olga)
    assert fresh(offer).status == "submitted"
