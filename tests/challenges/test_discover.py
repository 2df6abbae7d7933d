from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.challenges import faces, services
from apps.challenges.models import Challenge
from apps.challenges.search.highlight import marked
from apps.users.models import User
from openchance.demo.cast import open_challenge

SignIn = Callable[[User], Client]
LIST = "/challenges/"
TYPING = {"HX-Request": "true", "HX-Target": "results"}


def test_everybody_discovers(client: Client, challenge: Challenge) -> None:
    page = client.get(LIST).content.decode()
    assert challenge.get_absolute_url() in page and "1 open challenge<" in page and "nobody applied yet" in page


def test_found_words_are_marked_by_their_stems(client: Client, challenge: Challenge) -> None:
    page = client.get(LIST, {"q": "clocks photographs"}).content.decode()
    assert "<mark>clock</mark>" in page and "<mark>photographs</mark>" in page
    assert "<mark>Vector drawing</mark>" in client.get(LIST, {"skill": "vector-drawing"}).content.decode()


def test_marks_are_the_only_markup() -> None:
    assert str(marked("<b>Tides & clocks</b> C++ Café", {"clock", "cplusplus", "cafe"})) == (
        "&lt;b&gt;Tides &amp; <mark>clocks</mark>&lt;/b&gt; <mark>C++</mark> <mark>Café</mark>"
    )


def test_while_typing_only_the_results_come_and_the_address_follows(client: Client, challenge: Challenge) -> None:
    response = client.get(
        LIST, {"q": "tide", "category": "", "currency": "", "min": "", "deadline": "", "status": "open", "sort": "newest"}, headers=TYPING
    )
    page = response.content.decode()
    assert "<html" not in page and challenge.get_absolute_url() in page
    assert response["HX-Push-Url"] == "/challenges/?q=tide&sort=newest"
    whole = client.get(response["HX-Push-Url"]).content.decode()
    assert "<html" in whole and challenge.get_absolute_url() in whole and 'value="tide"' in whole


def test_filters_are_chips_with_an_address_without_them(client: Client, challenge: Challenge) -> None:
    page = client.get(
        LIST, {"q": "tide", "category": "design", "currency": "EUR", "min": "100", "difficulty": "2", "skill": "Typography"}
    ).content.decode()
    assert 'href="?q=tide&amp;difficulty=2&amp;currency=EUR&amp;min=100&amp;skill=Typography"' in page
    for words in ("Design", "From €100", "Intermediate", "Typography", "Clear all"):
        assert words in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?q=zzz", "Try another word"),
        ("?q=zzz+yyy", "Every word has to be there"),
        ("?category=music", "Take one away"),
        ("", "Be the first to post one"),
    ],
)
def test_nothing_found_says_what_to_try(client: Client, db: None, address: str, words: str) -> None:
    assert words in client.get(LIST + address).content.decode()


def test_a_lost_page_is_said(client: Client, challenge: Challenge) -> None:
    assert "does not exist any more" in client.get(LIST, {"after": "nonsense"}).content.decode()


@pytest.mark.parametrize("address", ["", "?q=harbour", "?q=harbour&sort=reward", "?category=design&sort=ending", "?status=closed"])
def test_the_page_asks_at_most_ten_questions_for_few_and_for_many(signed_in: SignIn, olga: User, address: str) -> None:
    browser = signed_in(olga)

    def questions() -> int:
        browser.get(LIST + address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST + address).status_code == 200
        return len(queries)

    open_challenge(olga)
    few = questions()
    now = timezone.now()
    Challenge.objects.bulk_create(
        Challenge(
            owner=olga, title=f"Number {n}", slug="number", status="open", is_listed=True, search_serial=1000 + n, published_at=now,
            deadline_at=now + timedelta(days=9), reward_min_minor=100, reward_max_minor=100, search_title=" number ", search_body=" harbour ",
        )
        for n in range(1000)
    )  # fmt: skip
    assert questions() <= 10 and abs(questions() - few) <= 1  # once there is a second page, its matches are counted


def test_the_feed_holds_the_same_search(client: Client, challenge: Challenge, olga: User) -> None:
    open_challenge(olga, title="Write <b>& sing</b> a song", brief="It should be about harbours, and nothing else, please; two minutes at most.")
    response = client.get("/challenges/feed/", {"q": "song"})
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.findall(f"{atom}entry")] == ["Write <b>& sing</b> a song"]
    assert len(ElementTree.fromstring(client.get("/challenges/feed/").content).findall(f"{atom}entry")) == 2  # noqa: S314
    assert "/challenges/feed/?q=song" in client.get(LIST, {"q": "song"}).content.decode()


def test_the_sitemap_names_open_listed_challenges(client: Client, challenge: Challenge) -> None:
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-challenges.xml" in index
    assert f"{challenge.get_absolute_url()}</loc>" in client.get("/sitemap-challenges.xml").content.decode()


def test_rows_escape_what_people_write(olga: User) -> None:
    row = faces.row(Challenge(title="<i>x</i>", summary="a & b", skills=["<u>"], owner=olga, slug="x", reward_min_minor=100, reward_max_minor=100))
    assert "<i>" not in row and "<u>" not in row and "a &amp; b" in row


def test_writing_to_discover_is_refused(client: Client, db: None) -> None:
    assert client.post(LIST).status_code == 405


def test_a_list_seen_a_moment_ago_shows_what_changed_since(client: Client, olga: User, max_: User, challenge: Challenge) -> None:
    assert challenge.code in client.get(LIST).content.decode()
    other = open_challenge(olga)
    assert other.code in client.get(LIST).content.decode() and other.code in client.get("/").content.decode()
    services.count_application(Challenge.objects.get(pk=other.pk))
    assert "1 applied" in client.get(LIST).content.decode()
    services.remove(other, by=max_, reason="A test.")
    services.close(challenge, by=olga)
    assert "Be the first to post one" in client.get(LIST).content.decode()


def test_each_reader_sees_times_in_their_own_zone(signed_in: SignIn, olga: User, eve: User, challenge: Challenge) -> None:
    User.objects.filter(pk=eve.pk).update(timezone="Asia/Tokyo")
    eve.refresh_from_db()
    assert "+01:00" in signed_in(olga).get(LIST).content.decode() or "+02:00" in signed_in(olga).get(LIST).content.decode()
    assert "+09:00" in signed_in(eve).get(LIST).content.decode()
