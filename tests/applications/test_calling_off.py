from collections.abc import Callable

import pytest
from django.test import Client

from apps.applications import services
from apps.applications.models import Application
from apps.challenges.models import Challenge, Clarification
from apps.core.errors import NotAllowed, Refused
from apps.notifications.models import Email
from apps.users.models import User

from .world import application, fresh, sound, told, url

SignIn = Callable[[User], Client]


def test_cancelling_ends_every_live_application_and_tells_why(
    offer: Application, challenge: Challenge, olga: User, sam: User, rita: User, signed_in: SignIn
) -> None:
    declined = application(challenge, rita)
    services.decline([declined], by=olga, reason="price")
    assert "1 application will end" in signed_in(olga).get(url("cancel_challenge", challenge)).content.decode()
    signed_in(olga).post(url("cancel_challenge", challenge), {"reason": "The museum has closed."})
    assert fresh(challenge).status == "cancelled"
    assert (fresh(offer).status, fresh(declined).status) == ("expired", "declined")
    assert sound(challenge)
    assert told(sam) == ["application.expired"] and told(rita) == ["application.declined"]
    assert "The museum has closed." in Email.objects.get(recipient=sam, kind="application.expired").text
    assert "The museum has closed." in signed_in(sam).get(offer.get_absolute_url()).content.decode()


def test_cancelling_needs_a_reason_and_happens_once(offer: Application, challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    assert browser.post(url("cancel_challenge", challenge), {"reason": " "}).status_code == 422
    with pytest.raises(Refused):
        services.cancel_challenge(challenge, by=olga, reason="")
    assert (fresh(challenge).status, fresh(offer).status) == ("open", "submitted")
    browser.post(url("cancel_challenge", challenge), {"reason": "Closed."})
    again = browser.post(url("cancel_challenge", challenge), {"reason": "Closed."})
    assert again.status_code == 409 and "cancelled now" in again.content.decode()
    assert sound(challenge)


def test_strangers_and_solvers_cannot_call_off(offer: Application, challenge: Challenge, sam: User, eve: User, signed_in: SignIn) -> None:
    for visitor in (sam, eve):
        for name, words in (("cancel_challenge", {"reason": "x"}), ("clarify", {"text": "x"})):
            assert signed_in(visitor).get(url(name, challenge)).status_code == 404
            assert signed_in(visitor).post(url(name, challenge), words).status_code == 404
        with pytest.raises(NotAllowed):
            services.cancel_challenge(challenge, by=visitor, reason="x")
        with pytest.raises(NotAllowed):
            services.clarify(challenge, "x", by=visitor)
    assert (fresh(challenge).status, fresh(challenge).clarification_count) == ("open", 0)


def test_a_moderator_may_cancel_but_not_clarify(offer: Application, challenge: Challenge, max_: User, signed_in: SignIn) -> None:
    assert signed_in(max_).post(url("clarify", challenge), {"text": "x"}).status_code == 404
    signed_in(max_).post(url("cancel_challenge", challenge), {"reason": "Against the rules."})
    assert (fresh(challenge).status, fresh(offer).status) == ("cancelled", "expired")


def test_a_clarification_is_added_and_every_live_applicant_told(
    offer: Application, challenge: Challenge, olga: User, sam: User, rita: User, signed_in: SignIn
) -> None:
    gone = application(challenge, rita)
    services.withdraw(gone, by=rita)
    for _ in range(2):  # pressed twice
        signed_in(olga).post(url("clarify", challenge), {"text": "The dial is **oval**."})
    added = Clarification.objects.get()
    assert "<strong>oval</strong>" in added.html and fresh(challenge).clarification_count == 1
    assert told(sam) == ["challenge.clarified"] and told(rita) == []
    services.clarify(challenge, "And the hands are brass.", by=olga)
    assert told(sam) == ["challenge.clarified"] * 2


def test_a_clarification_can_be_previewed_and_must_say_something(offer: Application, challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    page = browser.post(url("clarify", challenge), {"text": "The dial is **oval**.", "preview": "1"}).content.decode()
    assert "<strong>oval</strong>" in page and "The dial is **oval**." in page
    assert browser.post(url("clarify", challenge), {"text": " "}).status_code == 422
    assert browser.post(url("clarify", challenge), {"text": "x" * 5001}).status_code == 422
    assert not Clarification.objects.exists()


def test_a_cancelled_challenge_is_not_clarified(offer: Application, challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    services.cancel_challenge(challenge, by=olga, reason="Closed.")
    assert signed_in(olga).post(url("clarify", challenge), {"text": "x"}).status_code == 409
    with pytest.raises(Refused):
        services.clarify(challenge, "x", by=olga)
