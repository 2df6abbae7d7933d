"""The operator sees what did not leave, and tries again."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.models import Event
from apps.notifications.models import Email, Phone, PushSubscription
from apps.users.models import User
from openchance.demo import cast

pytestmark = pytest.mark.django_db
LIST = "/admin/notifications/email/"


@pytest.fixture
def as_moderator(client: Client) -> Client:
    client.force_login(cast.person("max", "Max Adler", is_staff=True, is_superuser=True))
    return client


def letter(key: str, status: str) -> Email:
    return Email.objects.create(
        key=key, address="olga@example.org", kind="test", subject=f"Letter {key}", text="Secret link", html="Secret link", status=status, attempts=8
    )


def test_given_up_letters_are_tried_again(as_moderator: Client) -> None:
    failed, done = letter("1", "failed"), letter("2", "done")
    page = as_moderator.post(LIST, {"action": "try_again", "_selected_action": [str(failed.pk), str(done.pk)]}, follow=True)
    assert b"1 waiting to be sent again." in page.content
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.status, failed.attempts, done.attempts) == ("done", 1, 8)


def test_what_a_letter_says_is_not_shown(as_moderator: Client) -> None:
    email = letter("1", "failed")
    page = as_moderator.get(f"{LIST}{email.pk}/change/")
    assert page.status_code == 200 and b"Letter 1" in page.content and b"Secret link" not in page.content


def test_filter_and_search(as_moderator: Client) -> None:
    letter("1", "failed")
    letter("2", "done")
    assert b"Letter 2" not in as_moderator.get(LIST, {"status": "failed"}).content
    assert b"Letter 2" in as_moderator.get(LIST, {"q": "olga@"}).content
    assert as_moderator.get("/admin/notifications/notification/").status_code == 200


def test_devices_are_found_by_their_person_shown_without_secrets_and_removed(as_moderator: Client, sam: User, rita: User) -> None:
    words = {"endpoint": "https://push.example/secret", "p256dh": "a-public-key", "auth": "a-shared-secret"}
    device = PushSubscription.objects.create(user=sam, name="Firefox on Linux", **words)
    place = "/admin/notifications/pushsubscription/"
    pages = [as_moderator.get(place, {"q": sam.handle}), as_moderator.get(f"{place}{device.pk}/change/")]
    for page in pages:
        assert b"Firefox on Linux" in page.content and b"Listens" in page.content
        assert not any(word.encode() in page.content for word in (*words.values(), device.sign_in, device.endpoint_hash))
    assert b"Firefox on Linux" not in as_moderator.get(place, {"q": rita.handle}).content
    for said in (b"Removed: 1.", b"Removed: 0."):
        page = as_moderator.post(place, {"action": "remove", "_selected_action": [str(device.pk)]}, follow=True)
        assert said in page.content
    assert not PushSubscription.objects.of(sam).exists()
    assert Event.objects.of(device).get().actor == User.objects.get(handle="max")


def test_numbers_are_shown_by_their_last_digits_and_removed(as_moderator: Client, sam: User) -> None:
    phone = Phone.objects.create(user=sam, number="+4915123456789", verified_at=timezone.now(), wanted="+4915123456780", code_hash="a-hash")
    place = "/admin/notifications/phone/"
    for page in (as_moderator.get(place, {"q": sam.handle}), as_moderator.get(f"{place}{phone.pk}/change/")):
        assert "+49 … 89" in page.content.decode()
        assert not any(word in page.content for word in (b"15123456", b"a-hash"))
    page = as_moderator.post(place, {"action": "remove", "_selected_action": [str(phone.pk)]}, follow=True)
    assert b"Removed: 1." in page.content
    phone.refresh_from_db()
    assert (phone.number, phone.wanted, phone.code_hash) == ("", "", "")
