"""Settings → phone: a number is somebody's once its code was typed, and codes are few."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.core.errors import Refused
from apps.notifications.models import CodeText, Email, Notification, Phone, phone_of
from apps.notifications.sms import verifying
from apps.notifications.sms.numbers import NotTextable, normalised
from apps.users.models import User

from .servers.twilio import TwilioServer

NUMBER, OTHER = "+4915123456789", "+4915123456780"
SignIn = Callable[[User], Client]


@pytest.fixture
def provider(settings: Any) -> Iterator[TwilioServer]:
    with TwilioServer() as server:
        server.configure(settings)
        yield server


def code_of(provider: TwilioServer) -> str:
    found = re.match(r"(\d{6}) is your code", provider.taken[-1].body)
    assert found
    return found[1]


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def later(**time: int) -> None:
    """As if it had been sent so long ago."""
    ago = timezone.now() - timedelta(**time)
    Phone.objects.exclude(code_sent_at=None).update(code_sent_at=ago)


def verified(user: User, provider: TwilioServer, number: str = NUMBER) -> Phone:
    verifying.ask(user, number)
    return verifying.confirm(user, code_of(provider))


def test_a_number_is_typed_and_verified(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    client = signed_in(sam)
    page = client.post("/settings/phone/number/", {"number": "+49 151 234 56789"}, follow=True).content.decode()
    assert "Type the code" in page and "+49 1512 3456789" in page
    assert provider.taken[0].to == NUMBER and phone_of(sam) is None
    code = code_of(provider)
    assert code not in Phone.objects.get().code_hash
    page = client.post("/settings/phone/code/", {"code": f"{code[:3]} {code[3:]}"}, follow=True).content.decode()
    assert "Gets texts" in page
    phone = phone_of(sam)
    assert phone and phone.number == NUMBER
    assert client.post("/settings/phone/code/", {"code": code}).status_code == 409, "a code is used once"


@pytest.mark.parametrize(
    ("typed", "country", "found"),
    [("0151 23456789", "DE", NUMBER), ("+1 650-253-0000", "", "+16502530000"), ("07400 123456", "GB", "+447400123456")],
)
def test_numbers_are_read_as_their_country_writes_them(typed: str, country: str, found: str) -> None:
    assert normalised(typed, country) == found


@pytest.mark.parametrize(
    ("typed", "country", "words"),
    [
        ("0151 23456789", "", "country code"),
        ("hello", "DE", "not a phone number"),
        ("+49", "DE", "not a phone number"),
        ("+4915", "", "no such number"),
        ("+49 30 123456", "", "landline"),
        ("0900 1234567", "DE", "premium"),
        ("+49 151 23456789 ext. 5", "", "no such number"),
        ("+44 70 1234 5678", "", "price of its own"),
        ("1" * 40, "US", "not a phone number"),
        ("+999 123 456 789", "", "country code"),
    ],
)
def test_numbers_that_get_no_texts(provider: TwilioServer, sam: User, signed_in: SignIn, typed: str, country: str, words: str) -> None:
    with pytest.raises(NotTextable, match=f"(?i){words}"):
        normalised(typed, country)
    sam.country = country
    sam.save()
    answer = signed_in(sam).post("/settings/phone/number/", {"number": typed})
    assert answer.status_code == 422 and re.search(words, answer.content.decode(), re.I)
    assert provider.taken == [] and CodeText.objects.count() == 0


def test_countries_can_be_left_out(settings: Any) -> None:
    settings.TEXT_COUNTRIES = ["DE", "AT"]
    assert normalised(NUMBER, "") == NUMBER
    with pytest.raises(NotTextable, match="this country"):
        normalised("+447400123456", "")


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "²²²²²²"])
def test_what_is_no_code_is_no_attempt(provider: TwilioServer, sam: User, signed_in: SignIn, code: str) -> None:
    verifying.ask(sam, NUMBER)
    assert signed_in(sam).post("/settings/phone/code/", {"code": code}).status_code == 422
    assert Phone.objects.get().attempts == 0


def test_without_a_verified_address_no_text_is_paid_for(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    User.objects.filter(pk=sam.pk).update(email_verified_at=None)
    page = signed_in(sam).post("/settings/phone/number/", {"number": NUMBER})
    assert page.status_code == 409 and "Confirm your e-mail address first" in page.content.decode()
    assert not provider.taken and not CodeText.objects.exists()


def test_five_wrong_codes_end_it(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    client = signed_in(sam)
    verifying.ask(sam, NUMBER)
    code = code_of(provider)
    for _ in range(5):
        assert "This is not the code" in client.post("/settings/phone/code/", {"code": another(code)}).content.decode()
    assert "five wrong codes" in client.post("/settings/phone/code/", {"code": code}).content.decode()
    assert phone_of(sam) is None


def test_a_hundred_guesses_at_once_are_five(provider: TwilioServer, sam: User) -> None:
    verifying.ask(sam, NUMBER)
    code, answers = code_of(provider), []

    def guess() -> None:
        try:
            verifying.confirm(sam, another(code))
        except Refused as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 24 and sum("not the code" in words for words in answers) == 5
    assert Phone.objects.get().attempts == 5


def test_a_code_holds_for_ten_minutes(provider: TwilioServer, sam: User) -> None:
    verifying.ask(sam, NUMBER)
    later(minutes=10, seconds=1)
    with pytest.raises(Refused, match="too old"):
        verifying.confirm(sam, code_of(provider))


def test_a_new_code_after_a_minute_and_the_old_one_is_nothing(provider: TwilioServer, sam: User) -> None:
    verifying.ask(sam, NUMBER)
    old = code_of(provider)
    with pytest.raises(Refused, match="less than a minute"):
        verifying.ask(sam, NUMBER)
    later(seconds=61)
    verifying.ask(sam, NUMBER)
    if old != code_of(provider):
        with pytest.raises(Refused, match="not the code"):
            verifying.confirm(sam, old)
    verifying.confirm(sam, code_of(provider))
    assert len(provider.taken) == 2


def test_codes_of_a_day_are_few_for_a_person_a_number_and_everybody(
    provider: TwilioServer, sam: User, rita: User, eve: User, olga: User, settings: Any
) -> None:
    for turn in range(5):
        verifying.ask(sam, NUMBER if turn < 4 else OTHER)
        later(minutes=2)
    with pytest.raises(Refused, match="many codes"):
        verifying.ask(sam, "+4915123456781")
    verifying.ask(rita, NUMBER)
    with pytest.raises(Refused, match="many codes"):
        verifying.ask(eve, NUMBER)
    settings.CODES_PER_DAY = 6
    with pytest.raises(Refused, match="No more codes"):
        verifying.ask(eve, "+4915123456782")
    assert len(provider.taken) == 6
    CodeText.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    verifying.ask(eve, NUMBER)


def test_two_presses_at_once_send_one_code(provider: TwilioServer, sam: User) -> None:
    verified(sam, provider)
    later(minutes=2)
    done = []

    def press() -> None:
        try:
            verifying.ask(sam, OTHER)
            done.append(True)
        except Refused:
            done.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 5 + [True]
    assert len(provider.arrived(OTHER)) == 1


def test_the_old_number_serves_until_the_new_one_is_verified(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    verified(sam, provider)
    later(minutes=2)
    client = signed_in(sam)
    client.post("/settings/phone/number/", {"number": OTHER})
    phone = phone_of(sam)
    assert phone and phone.number == NUMBER and phone.wanted == OTHER
    client.post("/settings/phone/cancel/")
    assert "Type the code" not in client.get("/settings/phone/").content.decode()
    later(minutes=2)
    client.post("/settings/phone/number/", {"number": OTHER})
    client.post("/settings/phone/code/", {"code": code_of(provider)})
    phone = phone_of(sam)
    assert phone and phone.number == OTHER


def test_a_number_belongs_to_who_showed_it_last_and_the_other_is_told(provider: TwilioServer, sam: User, rita: User) -> None:
    verified(sam, provider)
    verified(rita, provider)
    assert phone_of(sam) is None
    phone = phone_of(rita)
    assert phone and phone.number == NUMBER
    assert Notification.objects.get(recipient=sam, kind="phone.moved")
    (letter,) = Email.objects.filter(recipient=sam, kind="phone.moved")
    assert "+49 … 89" in letter.text and NUMBER not in letter.text and "Rita" not in letter.text


def test_verifying_again_ends_a_stop_and_a_failure(provider: TwilioServer, sam: User) -> None:
    verified(sam, provider)
    Phone.objects.update(stopped_at=timezone.now(), failed_at=timezone.now(), failure="it is a landline")
    later(minutes=2)
    assert verified(sam, provider).is_usable


@pytest.mark.parametrize(("fault", "words"), [("down", "just now"), ("rejected", "No text can be sent"), ("stalled", "just now")])
def test_where_the_provider_does_not_send_the_page_says_so(provider: TwilioServer, sam: User, signed_in: SignIn, fault: str, words: str) -> None:
    provider.faults.fail_next(fault)
    answer = signed_in(sam).post("/settings/phone/number/", {"number": NUMBER})
    assert answer.status_code == 409 and words in answer.content.decode()
    assert phone_of(sam) is None


def test_a_number_that_said_stop_is_told_how_to_start(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    provider.stopped.add(NUMBER)
    assert "Send START" in signed_in(sam).post("/settings/phone/number/", {"number": NUMBER}).content.decode()


def test_the_page_says_how_to_start_again(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    verified(sam, provider)
    Phone.objects.update(stopped_at=timezone.now())
    page = signed_in(sam).get("/settings/phone/").content.decode()
    assert "send START to +1 500-555-0006" in page and "Stopped" in page


def test_a_number_is_removed_and_its_limits_stay(provider: TwilioServer, sam: User, signed_in: SignIn) -> None:
    verified(sam, provider)
    client = signed_in(sam)
    for _ in range(2):
        assert client.post("/settings/phone/remove/").status_code == 302
    assert phone_of(sam) is None and Phone.objects.get().number == ""
    assert CodeText.objects.count() == 1
    with pytest.raises(Refused, match="less than a minute"):
        verifying.ask(sam, NUMBER)


def test_strangers_see_nothing_of_a_number(provider: TwilioServer, sam: User, eve: User, signed_in: SignIn) -> None:
    verified(sam, provider)
    assert "1512 3456789" not in signed_in(eve).get("/settings/phone/").content.decode()
    assert "1512 3456789" not in signed_in(eve).get(sam.get_absolute_url()).content.decode()
