"""Every page with something on it, as each person meets it: one world in which everything is in the middle of its life."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from apps.applications.services import clarify, decline, shortlist
from apps.challenges.models import ChallengeFile
from apps.challenges.services import answer, ask, create_draft
from apps.contracts.services import propose_cancel, request_changes
from apps.messages.services import delete, find_or_open, send
from apps.payments.models import Payment
from apps.payments.services import approve, cancel_contract, start_funding
from apps.reviews.services import write
from apps.users.models import User
from openchance.demo import cast
from tests.uploads.test_previews import picture

MET = [{"met": True, "note": ""}, {"met": True, "note": ""}]
NOT_MET = [{"met": True, "note": ""}, {"met": False, "note": "Tick 40 is 2 mm off."}]
WHOLE = {"title": "The whole dial", "amount_minor": 200000, "days": 14}
DEVICES = ["/settings/devices/", "/settings/phone/"]
MARKS = {"stars": 4, "quality": 5, "communication": 4, "timeliness": 3}


@dataclass
class World:
    """`pages[handle]` are the addresses to visit as that person; "" is a visitor."""

    people: dict[str, User]
    pages: dict[str, list[str]]


def world() -> World:
    """Made through the services, as people could have made it; in a thread of its own, since the browser's driver runs a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(made).result()


def made() -> World:
    people = cast.cast()
    people["nia"] = cast.person("nia", "Nia Newcomer", email_verified_at=None)
    people["sam"].bio, people["sam"].headline = "I draw **dials**.", "Illustrator of old machines"
    people["sam"].save(update_fields=["bio", "headline"])
    pages: dict[str, list[str]] = {handle: [] for handle in ("", "olga", "sam", "rita", "nia", "max")}
    for add in (everywhere, challenges, contracts, money, talks):
        for handle, paths in add(people).items():
            pages[handle] += paths
    connection.close()
    return World(people, pages)


def everywhere(people: dict[str, User]) -> dict[str, list[str]]:
    """Pages that need nothing but somebody."""
    public = ["/", "/challenges/", "/challenges/?q=zzz", "/people/sam/", "/people/sam/reviews/", "/people/olga/"]
    accounts = ["login", "signup", "reset_password", "reset_password_done", "email_verification_sent", "inactive"]
    own = ["dashboard", "applications:list", "contracts:list", "payments:list", "notifications:list", "challenges:mine", "challenges:create"]
    settings_pages = ["settings:profile", "settings:account", "account_email", "account_change_password", "account_logout"]
    mine = [reverse(name) for name in own]
    return {
        "": [*public, *[reverse(f"account_{name}") for name in accounts]],
        "olga": ["/", *mine, "/challenges/?q=dial", *[reverse(name) for name in settings_pages]],
        "sam": [*mine, "/people/sam/", "/applications/?show=ended"],
        "nia": ["/", *mine, *[reverse(name) for name in settings_pages]],
        "max": [*mine, "/people/sam/"],
    }


def challenges(people: dict[str, User]) -> dict[str, list[str]]:
    """A challenge with a sheaf of applications, one with milestones and none, and a draft."""
    olga, sam, rita, eve = people["olga"], people["sam"], people["rita"], people["eve"]
    busy = cast.open_challenge(olga, title="Redraw the dial of the tide clock", reward_kind="range", reward_max_minor=240000)
    mine, hers = cast.application(busy, sam), cast.application(busy, rita, price_minor=200000, plan=[WHOLE])
    cast.application(busy, eve, letter="I have drawn **nothing** like it, and would like to begin.")
    shortlist(mine, by=olga)
    decline([hers], by=olga, reason="price", note="It is more than we have.")
    clarify(busy, "The photograph is 40 cm wide.", by=olga)
    plan = [{"title": "Sketch", "amount_minor": 60000, "days": 5}, {"title": "Final drawing", "amount_minor": 120000, "days": 9}]
    quiet = cast.open_challenge(rita, title="Fold a map that does not tear", reward_kind="milestones", milestones=plan)
    ChallengeFile.keep(SimpleUploadedFile("notes.txt", b"what was tried"), challenge=quiet)
    draft = create_draft(olga, **cast.challenge_fields(title="A draft", criteria=[], brief=""))
    compare, at = at_challenge("applications:compare", busy), quiet.get_absolute_url()
    return {
        "": [at, busy.get_absolute_url()],
        "olga": [
            *(busy.get_absolute_url(), compare, compare + "?show=declined", mine.get_absolute_url(), draft.get_absolute_url()),
            *(at_challenge(name, busy) for name in ("challenges:edit", "challenges:extend", "challenges:close")),
            *(at_challenge(name, busy) for name in ("applications:cancel_challenge", "applications:clarify")),
            *(at_challenge(name, draft) for name in ("challenges:edit", "challenges:delete")),
        ],
        "sam": [at, at_challenge("applications:apply", quiet), mine.get_absolute_url(), reverse("applications:edit", args=[mine.pk])],
        "rita": [hers.get_absolute_url(), at],
        "nia": [at, at_challenge("applications:apply", quiet)],
        "max": [busy.get_absolute_url(), draft.get_absolute_url(), compare],
    }


def at_challenge(name: str, challenge: Any) -> str:
    return reverse(name, args=[challenge.slug, challenge.code])


def contracts(people: dict[str, User]) -> dict[str, list[str]]:
    """A contract in each state, as both sides see it."""
    olga, sam = people["olga"], people["sam"]
    awaiting, working, judged, again, leaving, ended = (cast.contract(olga, sam, title=f"Redraw dial number {number}") for number in range(1, 7))
    cast.funded(working)
    delivery = cast.delivered(cast.funded(judged))
    request_changes(cast.delivered(cast.funded(again)), by=olga, feedback="Tick 40 is off.", verdicts=NOT_MET)
    cast.delivered(cast.funded(leaving))
    propose_cancel(leaving, by=sam, reason="I broke my hand.")
    cast.funded(ended)
    cancel_contract(ended, by=olga, reason="We found the old dial.")
    seen = [each.get_absolute_url() for each in (awaiting, working, judged, again, leaving, ended)]
    part = [judged.pk, delivery.milestone.position]
    return {
        "olga": [
            *seen,
            *(reverse(name, args=part) for name in ("payments:approve", "contracts:request_changes")),
            reverse("payments:cancel", args=[working.pk]),
            reverse("contracts:propose_cancel", args=[judged.pk]),
        ],
        "sam": [*seen, reverse("contracts:deliver", args=[working.pk, 1]), reverse("contracts:deliver", args=[again.pk, 1])],
        "max": [judged.get_absolute_url()],
    }


def money(people: dict[str, User]) -> dict[str, list[str]]:
    """A contract that was paid and reviewed, one that waits for its reviews, and a checkout with its way back."""
    olga, sam = people["olga"], people["sam"]
    done, fresh, buying = (cast.contract(olga, sam, title=f"Draw the star map {number}") for number in (1, 2, 3))
    for agreement in (done, fresh):
        for position in (1, 2):
            approve(cast.delivered(cast.funded(agreement, position)).milestone, by=olga, verdicts=MET, feedback="Exactly so.")
    write(done, by=olga, text="Precise, and quicker than we hoped.", **MARKS)
    write(done, by=sam, text="A clear brief.", **MARKS)
    start_funding(buying.milestones.get(position=1), by=olga)
    payment = Payment.objects.get(status="open")
    checkout = reverse("sandbox:checkout", args=[payment.session_id])
    return {
        "olga": [
            done.get_absolute_url(),
            fresh.get_absolute_url(),
            reverse("reviews:write", args=[fresh.pk]),
            checkout,
            reverse("payments:return", args=[payment.pk]),
        ],
        "sam": [done.get_absolute_url(), reverse("reviews:write", args=[fresh.pk]), "/contracts/?as=solver"],
    }


def talks(people: dict[str, User]) -> dict[str, list[str]]:
    """A conversation with words, a file and a picture, whose application became a contract; and questions about a challenge, asked and answered."""
    olga, sam, rita = people["olga"], people["sam"], people["rita"]
    agreement = cast.contract(olga, sam, title="Redraw the moon dial")
    talk = find_or_open(agreement.application, by=sam)
    files = [SimpleUploadedFile("ring.jpg", picture(size=(900, 600))), SimpleUploadedFile("levels.csv", b"hour;level")]
    said = send(talk, by=sam, text="The ring, see https://example.org/ring", client_key=uuid4(), files=files)
    send(talk, by=olga, text="Lovely.", client_key=uuid4())
    delete(send(talk, by=sam, text="A slip.", client_key=uuid4()), by=sam)
    cast.delivered(cast.funded(agreement))
    asked = cast.open_challenge(olga, title="Redraw the sun dial")
    answer(ask(asked, by=sam, text="Is there a second photograph?"), "There is one of 1904.", by=olga)
    ask(asked, by=rita, text="May the ticks be red?")
    at, questions = talk.get_absolute_url(), at_challenge("challenges:questions", asked)
    return {
        "olga": ["/messages/", "/messages/?q=ring", at, said.verbs_url, questions, asked.get_absolute_url(), reverse("preferences")],
        "sam": ["/messages/?show=unread", at, said.verbs_url, reverse("messages:files", args=[talk.pk]), questions, *DEVICES],
        "nia": ["/messages/", *DEVICES],
    }


def sign_in(page: Page, user: User, site: str) -> None:
    """Give the browser a session of `user`, without the walk through the form."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])


def visits(here: World, who: str, page: Page, site: str) -> Iterator[str]:
    """Go to each of `who`'s addresses, once, and say which it is."""
    if who:
        sign_in(page, here.people[who], site)
    for path in dict.fromkeys(here.pages[who]):
        page.goto(path)
        yield path
