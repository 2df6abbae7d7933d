"""The page of one challenge, and what belongs to it."""

import json
import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.challenges import services
from apps.challenges.models import Challenge, ChallengeFile
from apps.users.models import User
from openchance.demo.cast import application, challenge_fields, open_challenge

SignIn = Callable[[User], Client]


def test_a_visitor_reads_it_and_can_apply(client: Client, challenge: Challenge) -> None:
    page = client.get(challenge.get_absolute_url()).content.decode()
    assert challenge.title in page and "Every tick matches" in page and "1,800" in page
    assert f'href="/challenges/{challenge.slug}-{challenge.code}/apply/"' in page and ">Apply<" in page
    assert "noindex" not in page


def test_an_old_address_leads_to_the_right_one(client: Client, challenge: Challenge) -> None:
    response = client.get(f"/challenges/an-older-title-{challenge.code}/")
    assert response.status_code == 301 and response["Location"] == challenge.get_absolute_url()
    assert client.get("/challenges/redraw-the-tide-clock-of-nordholm-zzzzzzzz/").status_code == 404


def test_a_draft_is_its_owners(signed_in: SignIn, client: Client, olga: User, eve: User, draft: Challenge) -> None:
    url = draft.get_absolute_url()
    assert client.get(url).status_code == 404 and signed_in(eve).get(url).status_code == 404
    page = signed_in(olga).get(url)
    assert "A draft." in page.content.decode() and page["X-Robots-Tag"] == "noindex"


def test_an_invite_only_one_is_404_to_others(signed_in: SignIn, client: Client, olga: User, sam: User, eve: User) -> None:
    draft = services.create_draft(olga, invited=[sam], files=[SimpleUploadedFile("secret.txt", b"words")], **challenge_fields(visibility="invited"))
    challenge = services.publish(draft, by=olga)
    file = ChallengeFile.objects.get().get_absolute_url()
    for url in (challenge.get_absolute_url(), file):
        assert client.get(url).status_code == 404 and signed_in(eve).get(url).status_code == 404
        assert signed_in(sam).get(url).status_code == 200
    assert challenge.title not in client.get("/challenges/").content.decode()
    assert challenge.title not in client.get("/challenges/feed/").content.decode()
    assert challenge.code not in client.get("/sitemap-challenges.xml").content.decode()


def test_an_unlisted_one_is_found_by_its_address_only(client: Client, olga: User) -> None:
    challenge = open_challenge(olga, visibility="unlisted")
    page = client.get(challenge.get_absolute_url())
    assert page.status_code == 200 and '<meta name="robots" content="noindex">' in page.content.decode()
    assert challenge.code not in client.get("/challenges/").content.decode()


def test_files_come_as_attachments(client: Client, olga: User) -> None:
    draft = services.create_draft(olga, files=[SimpleUploadedFile("drawing.txt", b"<script>")], **challenge_fields())
    services.publish(draft, by=olga)
    response = client.get(ChallengeFile.objects.get().get_absolute_url())
    assert "attachment" in response["Content-Disposition"] and response["Content-Type"] == "application/octet-stream"


def test_each_reader_gets_the_one_action(signed_in: SignIn, olga: User, sam: User, eve: User, challenge: Challenge) -> None:
    url = challenge.get_absolute_url()
    assert "Nobody has applied yet" in signed_in(olga).get(url).content.decode()
    sent = application(challenge, sam)
    assert "See the application" in signed_in(olga).get(url).content.decode()
    assert sent.get_absolute_url() in signed_in(sam).get(url).content.decode()
    assert ">Apply<" in signed_in(eve).get(url).content.decode()
    User.objects.filter(pk=eve.pk).update(email_verified_at=None)
    page = signed_in(eve).get(url).content.decode()
    assert "verify your e-mail address first" in page and "aria-disabled" in page and "/apply/" not in page
    services.close(Challenge.objects.get(pk=challenge.pk), by=olga)
    assert "Applications are closed" in signed_in(eve).get(url).content.decode()


def test_what_search_engines_read_cannot_leave_its_script(client: Client, olga: User) -> None:
    challenge = open_challenge(olga, title="Mend </script><script>alert(1)</script> & more", brief="Look: `</script>` " * 9)
    page = client.get(challenge.get_absolute_url()).content.decode()
    found = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page, re.S)
    assert found and "<" not in found[1]
    posting = json.loads(found[1])
    assert posting["@type"] == "JobPosting" and posting["title"] == challenge.title and posting["baseSalary"]["currency"] == "EUR"
    assert "<script>alert" not in page
    assert f'<link rel="canonical" href="http://testserver{challenge.get_absolute_url()}">' in page
    assert 'property="og:title"' in page


def test_the_page_asks_few_questions(signed_in: SignIn, sam: User, olga: User, challenge: Challenge) -> None:
    application(challenge, sam)
    services.add_clarification(challenge, "Only black and blue.", by=olga)
    for somebody in (sam, olga):
        browser = signed_in(somebody)
        browser.get(challenge.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(challenge.get_absolute_url()).content.decode()
        assert "Only black and blue." in page
        assert len(queries) <= 10, [query["sql"] for query in queries]


def test_my_challenges_by_state(signed_in: SignIn, olga: User, eve: User, challenge: Challenge, draft: Challenge) -> None:
    browser = signed_in(olga)
    everything = browser.get("/challenges/mine/").content.decode()
    assert challenge.code in everything and draft.code in everything
    drafts = browser.get("/challenges/mine/", {"status": "draft"}).content.decode()
    assert draft.code in drafts and challenge.code not in drafts
    assert "Nothing here" in browser.get("/challenges/mine/", {"status": "completed"}).content.decode()
    assert "not posted a challenge yet" in signed_in(eve).get("/challenges/mine/").content.decode()
    assert browser.get("/challenges/mine/", {"after": "nonsense"}).status_code == 404
