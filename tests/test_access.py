"""Who gets in where: every address × visitor × {GET, POST}. Written by hand; an address that is missing from the table fails.

Six letters, for anonymous, owner, accepted solver, declined solver, stranger, moderator:
`i` in (an answer, a redirect further in, or a refusal of the input), `l` sent to sign in, `n` 404, `f` 403 (may see it, may not do it),
`m` 405 (no such method).
Whoever is not in must have changed nothing, and nobody ever sees a 500.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36

from apps.applications.models import Application, ApplicationFile
from apps.challenges.models import Challenge, ChallengeFile, Invitation, Question
from apps.contracts.models import Contract, Delivery, DeliveryFile, Dispute, DisputeFile, DisputeStatement, Milestone
from apps.core.db import run_atomic
from apps.core.models import Event
from apps.core.uploads import StoredFile, Upload
from apps.messages.models import Member, Message, MessageReport
from apps.messages.services import find_or_open
from apps.messages.services import send as say
from apps.notifications.models import Notification, PushSubscription
from apps.notifications.unsubscribing import link
from apps.notifications.wording import link as short_link
from apps.payments.models import Document, JournalEntry, Operation, Payment
from apps.reviews.models import Review
from apps.users.models import Block, User
from openchance.demo import cast

from . import restore
from .standing import standing

VISITORS = ["nobody", "olga", "sam", "rita", "eve", "max"]

PUBLIC, MEMBERS, PARTIES = "iiiiii", "liiiii", "liinni"
REFUSED = "mmmmmm"  # for this method

# address → who gets in by GET, by POST
TABLE: dict[str, tuple[str, str]] = {
    "home": (PUBLIC, REFUSED),
    "dashboard": (MEMBERS, "lmmmmm"),
    "theme": (REFUSED, PUBLIC),
    "favicon": (PUBLIC, REFUSED),
    "uploads:announce": ("lmmmmm", MEMBERS),
    "uploads:receive": ("lmmmmm", "linnnn"),  # Olga's
    "uploads:done": ("lmmmmm", "linnnn"),
    "uploads:remove": ("lmmmmm", "linnnn"),
    "healthz": (PUBLIC, PUBLIC),
    "readyz": (PUBLIC, PUBLIC),
    "robots": (PUBLIC, PUBLIC),
    "sitemap": (PUBLIC, PUBLIC),
    "sitemap_section": (PUBLIC, PUBLIC),
    "dev_mail": ("nnnnnn", REFUSED),
    "dev_mail_message": ("nnnnnn", REFUSED),
    "dev_mail_html": ("nnnnnn", REFUSED),
    "dev_mail_kinds": ("nnnnnn", REFUSED),
    "dev_mail_kind": ("nnnnnn", REFUSED),
    "dev_mail_kind_html": ("nnnnnn", REFUSED),
    # accounts
    "account_signup": (PUBLIC, PUBLIC),
    "account_login": (PUBLIC, PUBLIC),
    "account_logout": (PUBLIC, PUBLIC),
    "account_inactive": (PUBLIC, REFUSED),
    "account_email_verification_sent": (PUBLIC, REFUSED),
    "account_resend": (REFUSED, PUBLIC),
    "account_confirm_email": (PUBLIC, "nnnnnn"),
    "account_reset_password": (PUBLIC, PUBLIC),
    "account_reset_password_done": (PUBLIC, REFUSED),
    "account_reset_password_from_key": (PUBLIC, PUBLIC),
    "account_reset_password_from_key_done": (PUBLIC, REFUSED),
    "account_confirm_login_code": (MEMBERS, MEMBERS),
    "account_reauthenticate": (MEMBERS, MEMBERS),
    "account_email": (MEMBERS, MEMBERS),
    "account_change_password": (MEMBERS, MEMBERS),
    "account_set_password": (MEMBERS, MEMBERS),
    "settings:index": (MEMBERS, "lmmmmm"),
    "settings:profile": (MEMBERS, MEMBERS),
    "settings:preview": ("lmmmmm", MEMBERS),
    "settings:avatar": ("lmmmmm", MEMBERS),
    "settings:remove_avatar": ("lmmmmm", MEMBERS),
    "settings:account": (MEMBERS, "lmmmmm"),
    "settings:billing": (MEMBERS, MEMBERS),
    "devices:list": (MEMBERS, "lmmmmm"),
    "devices:subscribe": ("lmmmmm", MEMBERS),
    "devices:renew": (REFUSED, PUBLIC),  # a service worker; it shows the old endpoint
    "devices:remove": ("lmmmmm", "lninnn"),  # Sam's
    "devices:test": ("lmmmmm", "lninnn"),
    "phone:page": (MEMBERS, "lmmmmm"),
    "phone:ask": ("lmmmmm", MEMBERS),
    "phone:confirm": ("lmmmmm", MEMBERS),
    "phone:cancel": ("lmmmmm", MEMBERS),
    "phone:remove": ("lmmmmm", MEMBERS),
    "service_worker": (PUBLIC, REFUSED),
    "people:detail": (PUBLIC, REFUSED),
    "people:avatar": ("nnnnnn", REFUSED),  # nobody has a picture here
    "notifications:list": (MEMBERS, "lmmmmm"),
    "notifications:read": ("lninnn", "lninnn"),
    "notifications:read_all": ("lmmmmm", MEMBERS),
    "notifications:twilio": (REFUSED, "ffffff"),  # not signed
    "notifications:latest": (MEMBERS, "lmmmmm"),
    "notifications:unread": ("lmmmmm", "lninnn"),
    "notifications:lift": ("lmmmmm", MEMBERS),  # nothing stands against their addresses
    "notifications:unsubscribe": (PUBLIC, PUBLIC),  # with a link that we signed
    "notifications:resubscribe": (REFUSED, "nnnnnn"),  # without what its page says
    "notifications:sendgrid": (REFUSED, "nnnnnn"),  # without a key there is none
    "notice": ("lninnn", "lmmmmm"),
    "preferences": (MEMBERS, MEMBERS),
    # challenges
    "challenges:list": (PUBLIC, REFUSED),
    "challenges:feed": (PUBLIC, REFUSED),
    "challenges:create": (MEMBERS, MEMBERS),
    "challenges:mine": (MEMBERS, "lmmmmm"),
    "challenges:preview": ("lmmmmm", MEMBERS),
    "challenges:detail": (PUBLIC, REFUSED),
    "challenges:detail draft": ("ninnni", REFUSED),
    "challenges:detail invited": ("niinni", REFUSED),
    "challenges:edit": ("linnnn", "linnnn"),
    "challenges:publish": ("lmmmmm", "linnnn"),
    "challenges:close": ("linnnn", "linnnn"),
    "challenges:reopen": ("linnnn", "linnnn"),
    "challenges:extend": ("linnnn", "linnnn"),
    "challenges:delete": ("linnnn", "linnnn"),
    "challenges:duplicate": ("lmmmmm", "linnnn"),
    "challenges:questions": (PUBLIC, REFUSED),
    "challenges:ask": (MEMBERS, MEMBERS),
    "challenges:ask invited": ("liinni", "liinni"),
    "challenges:withdraw_question": ("lmmmmm", "lfninf"),  # Rita's, not answered
    "challenges:decline_question": ("lmmmmm", "linfnf"),
    "challenges:mend_answer": ("linfnf", "linfnf"),
    "challenges:report_question": ("linini", "linini"),
    "challenges:invitations": (MEMBERS, "lmmmmm"),
    "challenges:decline_invitation": ("lmmmmm", "lfinnf"),  # Sam's
    "challenges:withdraw_invitation": ("lmmmmm", "lifnnf"),
    "challenges:file": (PUBLIC, REFUSED),
    "challenges:file draft": ("ninnni", REFUSED),
    # applications: Sam's, accepted
    "applications:list": (MEMBERS, "lmmmmm"),
    "applications:detail": (PARTIES, "lmmmmm"),
    "applications:edit": ("lfinnf", "lfinnf"),
    "applications:withdraw": ("lmmmmm", "lfinnf"),
    "applications:shortlist": ("lmmmmm", "lifnnf"),
    "applications:unshortlist": ("lmmmmm", "lifnnf"),
    "applications:decline": ("lmmmmm", "liinni"),
    "applications:note": ("lmmmmm", "lifnnf"),
    "applications:file": (PARTIES, "lmmmmm"),
    "applications:apply": (MEMBERS, MEMBERS),
    "applications:apply invited": ("liinni", "liinni"),
    "applications:invited": ("linnnn", "linnnn"),
    "applications:invite_person": ("liniii", "liniii"),  # Sam, who cannot invite himself
    "applications:answer_question": ("linfnf", "linfnf"),
    "applications:compare": ("linnni", "lmmmmm"),
    "applications:decline_many": ("lmmmmm", "linnni"),
    "applications:cancel_challenge": ("linnni", "linnni"),
    "applications:clarify": ("linnnn", "linnnn"),
    # contracts: Olga's and Sam's
    "contracts:accept": ("lmmmmm", "liinni"),
    "contracts:list": (MEMBERS, "lmmmmm"),
    "contracts:detail": (PARTIES, "lmmmmm"),
    "contracts:deliver": ("lfinnf", "lfinnf"),
    "contracts:request_changes": ("lifnnf", "lifnnf"),
    "contracts:propose_cancel": ("liinni", "liinni"),
    "contracts:withdraw_cancel": ("lmmmmm", "liinnf"),
    "contracts:decline_cancel": ("lmmmmm", "liinnf"),
    "contracts:delivery_file": (PARTIES, "lmmmmm"),
    "contracts:dispute": ("liinnf", "liinnf"),  # nothing is disputed yet: the form that opens one
    "contracts:dispute open": (PARTIES, PARTIES),
    "contracts:ask_staff": ("lmmmmm", "liinnf"),
    "contracts:dispute_file": (PARTIES, "lmmmmm"),
    # money
    "payments:list": (MEMBERS, "lmmmmm"),
    "payments:csv": (MEMBERS, "lmmmmm"),
    "payments:documents": (MEMBERS, "lmmmmm"),
    "payments:document": ("linnni", "lmmmmm"),  # Olga's receipt: each side has documents of its own
    "payments:document_pdf": ("linnni", "lmmmmm"),
    "payments:fund": ("lmmmmm", "lifnnf"),
    "payments:approve": ("lifnnf", "lifnnf"),
    "payments:cancel": ("liinni", "liinni"),
    "payments:agree_cancel": ("lmmmmm", "liinnf"),
    "payments:state_claim": ("liinnf", "liinnf"),
    "payments:accept_claim": ("lmmmmm", "liinnf"),
    "payments:payouts": (MEMBERS, "lmmmmm"),
    "payments:onboard": ("lmmmmm", MEMBERS),
    "payments:onboard_return": (MEMBERS, "lmmmmm"),
    "payments:onboard_refresh": (MEMBERS, "lmmmmm"),
    "payments:payout_dashboard": ("lmmmmm", MEMBERS),
    "payments:payout_schedule": ("lmmmmm", MEMBERS),
    "payments:return": ("liinni", "lmmmmm"),
    "payments:webhook": (REFUSED, PUBLIC),
    "sandbox:checkout": (PUBLIC, PUBLIC),
    # messages: Olga's and Sam's, about his application; the message is his. Moderators see no conversations.
    "messages:inbox": (MEMBERS, "lmmmmm"),
    "messages:open": ("lmmmmm", "liinnf"),
    "messages:beside": ("liinnn", "lmmmmm"),
    "messages:detail": ("liinnn", "lmmmmm"),
    "messages:send": ("lmmmmm", "liinnn"),
    "messages:read": ("lmmmmm", "liinnn"),
    "messages:mute": ("lmmmmm", "liinnn"),
    "messages:block": ("lmmmmm", "liinnn"),
    "messages:unblock": ("lmmmmm", "liinnn"),
    "messages:files": ("liinnn", "lmmmmm"),
    "messages:file": ("liinnn", "lmmmmm"),  # moderators: those of reported messages only
    "messages:preview": ("lnnnnn", "lmmmmm"),  # the file is text
    "messages:message": ("liinnn", "lmmmmm"),
    "messages:edit": ("lmmmmm", "lfinnn"),
    "messages:delete": ("lmmmmm", "lfinnn"),
    "messages:report": ("lmmmmm", "liinnn"),
    # reviews
    "reviews:write": ("liinni", "liinni"),
    "reviews:list": (PUBLIC, REFUSED),
    "reviews:reply": ("lfifff", "lfifff"),  # to a public review of Sam
}


@dataclass
class World:
    """Everything that the addresses name, in the middle of its life, and the session in which each of the people is signed in."""

    people: dict[str, User]
    sessions: dict[str, str]
    places: dict[str, dict[str, Any]]


@pytest.fixture
def world(db: None) -> World:
    return standing(made)


def made() -> World:
    people = cast.cast()
    olga, sam, rita = people["olga"], people["sam"], people["rita"]
    challenge = cast.open_challenge(olga)
    mine, other = cast.application(challenge, sam), cast.application(challenge, rita)
    from apps.contracts.services import accept_application, fund

    contract = accept_application(mine, by=olga)
    other.refresh_from_db()
    assert other.status == "declined"
    delivery = cast.delivered(cast.funded(contract))
    from apps.challenges import services

    draft = services.create_draft(olga, **cast.challenge_fields(title="A draft"))
    invited = services.create_draft(olga, **cast.challenge_fields(title="Only for Sam", visibility="invited"))
    services.invite(invited, [sam], by=olga)
    invited = services.publish(invited, by=olga)
    text = SimpleUploadedFile("notes.txt", b"seen by the parties")
    upload: dict[str, StoredFile] = {"challenge": ChallengeFile.keep(text, challenge=challenge), "draft": ChallengeFile.keep(text, challenge=draft)}
    upload |= {"application": ApplicationFile.keep(text, application=mine), "delivery": DeliveryFile.keep(text, delivery=delivery)}
    payment = Payment.objects.get()
    torn = cast.contract(olga, sam, title="Another tide clock")
    run_atomic(fund)(torn.milestones.get(position=1))  # no payment: nobody here gets as far as its money
    torn = cast.disputed(cast.delivered(torn.milestones.get(position=1)), by=olga)
    statement = torn.statements.get()
    upload["dispute"] = DisputeFile.keep(text, statement=statement)
    question = services.ask(cast.open_challenge(olga, title="A third tide clock"), by=rita, text="How high is it?")
    review = Review.objects.create(
        contract=contract, author=olga, subject=sam, role="solver", status="published", title="Tide clock", text="Good", html="Good",
        stars=5, quality=5, communication=5, timeliness=5, publish_at=contract.created_at,
    )  # fmt: skip
    argued = {"contract_id": torn.contract_id, "position": 1}
    notice = Notification.objects.filter(recipient=sam).first()
    assert notice is not None
    challenge_at = {"slug": challenge.slug, "code": challenge.code}
    milestone = {"position": 1}
    said = say(find_or_open(mine, by=sam), by=sam, text="See the parties.", client_key=uuid4(), files=[text])
    conversation, word = {"pk": said.conversation_id}, {"pk": said.conversation_id, "seq": 1}
    return World(
        people,
        {handle: signed_in(person) for handle, person in people.items()},
        {
            "uploads": {"pk": Upload.objects.create(owner=olga, key="uploads/announced.txt", name="announced.txt", size=4).pk},
            "challenges": challenge_at,
            "challenges:detail draft": {"slug": draft.slug or "draft", "code": draft.code},
            "challenges:detail invited": {"slug": invited.slug, "code": invited.code},
            "applications:apply invited": {"slug": invited.slug, "code": invited.code},
            "challenges:ask invited": {"slug": invited.slug, "code": invited.code},
            **{f"challenges:{name}": {"pk": question.pk} for name in ("withdraw_question", "decline_question", "mend_answer", "report_question")},
            **{f"challenges:{name}_invitation": {"pk": Invitation.objects.get().pk} for name in ("decline", "withdraw")},
            "applications:invited": challenge_at,
            "applications:invite_person": {"handle": "sam"},
            "applications:answer_question": {"pk": question.pk},
            "challenges:delete": {"slug": draft.slug or "draft", "code": draft.code},
            "challenges:file": {"pk": upload["challenge"].pk},
            "challenges:file draft": {"pk": upload["draft"].pk},
            "applications": {"pk": mine.pk},
            **{f"applications:{name}": challenge_at for name in ("apply", "compare", "decline_many", "cancel_challenge", "clarify")},
            "applications:file": {"pk": mine.pk, "file": upload["application"].pk},
            "contracts:accept": {"pk": mine.pk},
            "contracts": {"pk": contract.pk},
            "contracts:deliver": {"pk": contract.pk, **milestone},
            "contracts:request_changes": {"pk": contract.pk, **milestone},
            "contracts:dispute": {"pk": contract.pk, **milestone},
            "contracts:dispute open": {"pk": torn.contract_id, **milestone},
            "contracts:ask_staff": {"pk": torn.contract_id, **milestone},
            "contracts:dispute_file": {"pk": upload["dispute"].pk},
            "messages": conversation,
            "messages:open": {"application": mine.pk},
            "messages:beside": {"application": mine.pk},
            **{f"messages:{name}": conversation | {"file": said.files.get().pk} for name in ("file", "preview")},
            **{f"messages:{name}": word for name in ("message", "edit", "delete", "report")},
            "payments:state_claim": argued,
            "payments:accept_claim": argued,
            "contracts:delivery_file": {"pk": upload["delivery"].pk},
            "payments": {"contract_id": contract.pk},
            "payments:fund": {"contract_id": contract.pk, "position": 2},
            "payments:approve": {"contract_id": contract.pk, **milestone},
            "payments:return": {"pk": payment.pk},
            "payments:document": {"pk": Document.objects.get(person=olga).pk},
            "payments:document_pdf": {"pk": Document.objects.get(person=olga).pk},
            "payments:webhook": {"gateway": "sandbox"},
            "sandbox:checkout": {"reference": payment.session_id},
            "reviews:write": {"pk": contract.pk},
            "reviews:reply": {"pk": review.pk},
            "reviews:list": {"handle": "sam"},
            "people:detail": {"handle": "sam"},
            "devices": {"pk": PushSubscription.objects.create(user=sam, endpoint="https://fcm.googleapis.com/a", p256dh="a", auth="a").pk},
            "people:avatar": {"handle": "sam", "size": "large", "version": "1"},
            **{f"notifications:{name}": {"pk": notice.pk} for name in ("read", "unread")},
            **{f"notifications:{name}": {"token": link(sam, "contract.accepted").split("/")[-2]} for name in ("unsubscribe", "resubscribe")},
            "notice": {"code": short_link(notice.pk).split("/")[-2]},
            "dev_mail_message": {"pk": notice.pk},
            "dev_mail_html": {"pk": notice.pk},
            "dev_mail_kind": {"name": "contract.accepted"},
            "dev_mail_kind_html": {"name": "contract.accepted", "theme": "dark"},
            "sitemap_section": {"section": "challenges"},
            "account_confirm_email": {"key": "not-a-key"},
            "account_reset_password_from_key": {"uidb36": int_to_base36(7), "key": "not-a-key"},
        },
    )


def signed_in(person: User) -> str:
    client = Client()
    run_atomic(client.force_login)(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def browser(world: World, visitor: str) -> Client:
    client = Client(raise_request_exception=False)
    if visitor != "nobody":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[visitor]
    return client


def address(name: str, world: World) -> str:
    bare = name.split(" ")[0]
    for known in (name, bare.split(":")[0]):
        try:
            return reverse(bare, kwargs=world.places.get(known, {}))
        except Exception as error:
            problem = error
    try:
        return reverse(bare)
    except Exception:
        raise problem from None


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}"
        elif isinstance(one, URLResolver) and one.namespace != "admin":
            yield from addresses(one.url_patterns, namespace + (f"{one.namespace}:" if one.namespace else ""))


def letter(response: HttpResponseBase) -> str:
    assert response.status_code < 500, "a 500"
    if response.status_code in (301, 302, 303) and response.headers["Location"].startswith("/accounts/login/"):
        return "l"
    return {403: "f", 404: "n", 405: "m"}.get(response.status_code, "i")


def state() -> tuple[Any, ...]:
    """What a visitor who is not let in must leave as it was."""
    moving = (Challenge, Question, Invitation, Application, Contract, Milestone, Delivery, Dispute, Payment, Review)
    rows = [sorted((str(pk), status) for pk, status in model.objects.values_list("pk", "status")) for model in moving]
    counted: tuple[Any, ...] = (Event, JournalEntry, Operation, Notification, ChallengeFile, ApplicationFile, DeliveryFile, DisputeStatement)
    counted += (Message, Member, MessageReport, Block)
    return (rows, [model.objects.count() for model in counted], sorted(User.objects.values_list("handle", "headline", "unread_count")))


@dataclass
class Watch:
    """Looks at the state again only after anything at all was written."""

    mark: Any = None
    seen: tuple[Any, ...] = ()

    def state(self) -> tuple[Any, ...]:
        if (now := restore.mark()) != self.mark:
            self.mark, self.seen = now, state()
        return self.seen


def visit(world: World, visitor: str, method: str, path: str) -> str:
    client = browser(world, visitor)
    return letter(client.get(path) if method == "GET" else client.post(path))


def test_every_address_is_in_the_table() -> None:
    assert set(addresses(get_resolver().url_patterns)) == {name.split(" ")[0] for name in TABLE}


@pytest.mark.parametrize("name", TABLE)
def test_who_gets_in(name: str, world: World) -> None:
    path = address(name, world)
    found, watch = [], Watch()
    for method, expected in zip(("GET", "POST"), TABLE[name], strict=True):
        outsiders = [who for who, sign in zip(VISITORS, expected, strict=True) if sign != "i"]
        before = watch.state()
        seen = {who: visit(world, who, method, path) for who in outsiders}
        assert watch.state() == before, f"{method}: somebody who is not let in changed something"
        seen |= {who: visit(world, who, method, path) for who in VISITORS if who not in outsiders}
        found.append("".join(seen[who] for who in VISITORS))
    assert tuple(found) == TABLE[name], f"{path}, for {VISITORS}"


def test_the_admin_is_for_moderators(world: World) -> None:
    from django.contrib import admin

    names = ["admin:index", *(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry)]
    assert len(names) > 20
    for name in names:
        for visitor in VISITORS:
            response = browser(world, visitor).get(reverse(name))
            assert response.status_code == (200 if visitor == "max" else 302), f"{visitor} at {name}: {response.status_code}"
