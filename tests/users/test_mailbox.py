"""/dev/mail/ on a developer's machine, and nowhere else."""

from typing import Any

import pytest
from django.test import Client

from apps.notifications.models import Email

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Email:
    return Email.objects.create(
        key="1",
        address="olga@example.org",
        kind="test",
        subject="Hello <b>Olga</b>",
        text="See http://testserver/x",
        html="<p>Hello</p><script>1</script>",
    )


def test_elsewhere_it_does_not_exist(client: Client, letter: Email) -> None:
    for path in ("/dev/mail/", f"/dev/mail/{letter.pk}/", f"/dev/mail/{letter.pk}/html/"):
        assert client.get(path).status_code == 404


def test_list_message_and_twins(client: Client, letter: Email, settings: Any) -> None:
    settings.DEBUG = True
    page = client.get("/dev/mail/").content.decode()
    assert "Hello &lt;b&gt;Olga&lt;/b&gt;" in page and "olga@example.org" in page
    assert "Hello" not in client.get("/dev/mail/", {"to": "sam@example.org"}).content.decode().split("<main", 1)[1]
    html = client.get(f"/dev/mail/{letter.pk}/")
    assert f'src="/dev/mail/{letter.pk}/html/"' in html.content.decode() and "sandbox=" in html.content.decode()
    assert "frame-src 'self'" in html.headers["Content-Security-Policy"]
    text = client.get(f"/dev/mail/{letter.pk}/", {"as": "text"}).content.decode()
    assert '<a href="http://testserver/x"' in text
    frame = client.get(f"/dev/mail/{letter.pk}/html/")
    assert frame.content == b"<p>Hello</p><script>1</script>"
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src" in frame.headers["Content-Security-Policy"]
    assert client.post("/dev/mail/").status_code == 405
