"""Nonsense at every door: whatever is sent, by whomever, nobody ever sees a 500, and no address costs more than it is long."""

import base64
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.utils import timezone

from apps.applications.models import Application
from apps.challenges import services as challenges
from apps.challenges.models import Challenge, ChallengeFile
from apps.core.text import LONGEST, render_markdown
from apps.core.uploads import Upload, sweep_due
from apps.notifications.models import Notification
from apps.users.services import suspend
from openchance.demo import cast

from .test_access import World, address, addresses, browser, world

__all__ = ["world"]

SURROGATE = "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")
WORDS = [f"\0{SURROGATE}\u202e'\"--<script>{{{{ 7*7 }}}}", "1" * 5000, "-1"]
ASKED = (
    "q category difficulty currency min max deadline skill status sort after before as state show role period price next left publish page p to ids e"
)
SENT = (
    "action title category skills brief difficulty criteria questions reward_kind currency reward_min reward_max milestone_title milestone_amount "
    "milestone_days deadline deadline_time visibility invited seen remove_file letter days price links answer_0 answer_1 plan-count plan-0-title "
    "plan-0-amount plan-0-days revision drop reason note text application round feedback met_1 note_1 stars quality communication timeliness name "
    "headline bio country timezone rate rate_currency next choice manner theme email login password username grow"
)
TYPES = [
    ("application/json", b'"\\ud800"'),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=B", b"--B\r\nContent-Disposition: form-data; name=\"files\"; filename*=none''a.txt\r\n\r\nx\r\n--B--\r\n"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"\xff"),
    ("text/plain; charset=hex", b""),
]
KEY = "01890000-0000-7000-8000-000000000000"
MOMENTS: list[Any] = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2025-01-01", None, 10**30, True, [], {}, "\ud800"]


def places(world: World) -> dict[str, str]:
    return {name: address(name, world) for name in addresses(get_resolver().url_patterns)}


def broken(*answers: HttpResponseBase) -> bool:
    return any(answer.status_code >= 500 for answer in answers)


def cursor(words: str) -> str:
    return base64.urlsafe_b64encode(words.encode("utf-8", "surrogatepass")).decode().rstrip("=")


@pytest.mark.parametrize("visitor", ["nobody", "olga", "sam", "max"])
def test_garbage_in_every_field(visitor: str, world: World) -> None:
    client = browser(world, visitor)
    for word in WORDS:
        asked, sent = dict.fromkeys(ASKED.split(), word), dict.fromkeys(SENT.split(), word)
        for name, path in places(world).items():
            assert not broken(client.get(path, asked), client.post(path, sent)), f"{name}: {word[:9]!r}"


def test_unusual_methods_and_types(world: World) -> None:
    client = browser(world, "olga")
    for name, path in places(world).items():
        assert not broken(client.head(path), client.options(path), client.put(path), client.get(f"{path}?q=%ff&after=%ff&%&&;=")), name
        for kind, body in TYPES:
            assert not broken(client.generic("POST", path, body, kind)), f"{name}: {kind}"


def test_cursors_that_are_none_of_ours(world: World) -> None:
    client = browser(world, "olga")
    words = ["é", "[" * 5000, "9" * 5000, "NaN", *(json.dumps([moment, key]) for moment in MOMENTS for key in (KEY, 7))]
    words.append(json.dumps(["2025-01-01T00:00:00+00:00", None]))
    for path in ("/notifications/?", "/challenges/?sort=ending&", "/challenges/?sort=ending&q=clock&", "/payments/?", "/people/sam/reviews/?"):
        for one in words:
            assert not broken(client.get(f"{path}after={cursor(one)}"), client.get(f"{path}before={cursor(one)}")), f"{path} {one[:60]}"


@pytest.mark.parametrize("path", ["/challenges/" + "-" * 20_000, "/challenges/" + "a-" * 10_000 + "/x/", "/people/x/picture/" + "-" * 20_000])
def test_a_long_address_is_matched_in_one_pass(path: str) -> None:
    began = time.process_time()
    with pytest.raises(Resolver404):
        resolve(path)
    assert time.process_time() - began < 2  # it took half a minute when the parts could be cut anywhere


def test_a_preview_is_as_long_as_a_field(world: World) -> None:
    assert "end" not in render_markdown("a " * LONGEST + "end")
    assert "end" in render_markdown("a" * (LONGEST - 4) + " end")


def written(**changes: Any) -> dict[str, Any]:
    """A draft as a browser sends it."""
    return {
        "title": "A title that is long enough", "brief": "x" * 60, "difficulty": "2", "criteria": ["one"], "reward_kind": "fixed", "currency": "EUR",
        "reward_min": "100", "visibility": "public",
    } | changes  # fmt: skip


def test_the_days_of_a_milestone_are_read_whole(world: World) -> None:
    days = "000000005" + "9" * 12
    rows = {"reward_kind": "milestones", "milestone_title": ["a", "b"], "milestone_amount": ["1", "2"], "milestone_days": [days, "2"]}
    response = browser(world, "olga").post(reverse("challenges:create"), written(**rows))
    assert response.status_code == 422
    assert not Challenge.objects.filter(title="A title that is long enough").exists()


@pytest.mark.parametrize("seen", ["2024-01-01", "9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+23:59"])
def test_a_made_up_version_of_a_draft(seen: str, world: World) -> None:
    draft = challenges.create_draft(world.people["olga"], **cast.challenge_fields(title="A draft"))
    assert not broken(browser(world, "olga").post(reverse("challenges:edit", args=[draft.slug, draft.code]), written(seen=seen)))


def test_nobody_applies_to_a_draft(world: World) -> None:
    blank = {"title": "", "amount_minor": None, "days": None}
    draft = challenges.create_draft(world.people["olga"], **cast.challenge_fields(reward_kind="milestones", milestones=[blank]))
    path = reverse("applications:apply", args=[draft.slug, draft.code])
    for visitor in ("olga", "max"):
        assert browser(world, visitor).get(path).status_code == browser(world, visitor).post(path).status_code == 404


def test_files_that_are_sent_and_cleared_at_once(world: World) -> None:
    def text() -> SimpleUploadedFile:
        return SimpleUploadedFile("a.txt", b"words")

    response = browser(world, "olga").post(reverse("challenges:create"), written(uploads=text(), **{"uploads-clear": "on"}))
    assert response.status_code == 302
    other = cast.open_challenge(world.people["olga"])
    path = reverse("applications:apply", args=[other.slug, other.code])
    assert browser(world, "sam").post(path, {"letter": "x", "files": text(), "files-clear": "on"}).status_code == 422


def test_a_refused_edit_leaves_no_bytes_behind(world: World) -> None:
    """The file waits a day for the form to be sent again, as a row says; then it is swept."""
    draft = challenges.create_draft(world.people["olga"], **cast.challenge_fields(title="A draft"))
    before = kept()
    path = reverse("challenges:edit", args=[draft.slug, draft.code])
    sent = written(seen="2024-01-01T00:00:00+00:00", uploads=SimpleUploadedFile("a.txt", b"words"))
    assert browser(world, "olga").post(path, sent).status_code == 409
    (waiting,) = Upload.objects.filter(owner=world.people["olga"], status="checked")
    assert kept() == before | {waiting.key.rpartition("/")[2]}
    sweep_due()
    assert Upload.objects.filter(pk=waiting.pk).exists()
    Upload.objects.filter(pk=waiting.pk).update(changed_at=timezone.now() - timedelta(hours=24, seconds=1))
    sweep_due()
    assert kept() == before and not Upload.objects.filter(pk=waiting.pk).exists()


def kept() -> set[str]:
    storage = ChallengeFile._meta.get_field("file").storage
    return set(storage.listdir("uploads")[1]) if storage.exists("uploads") else set()


def test_an_application_of_a_version_beyond_all_numbers(world: World) -> None:
    application = cast.application(cast.open_challenge(world.people["olga"]), world.people["sam"])
    sent = {"letter": "x", "days": "20", "answer_0": "y", "revision": str(2**63 - 1)}
    assert browser(world, "sam").post(reverse("applications:edit", args=[application.pk]), sent).status_code == 422


def test_a_next_page_that_is_a_word(world: World) -> None:
    line = Notification.objects.filter(recipient=world.people["olga"]).first()
    assert line is not None
    response = browser(world, "olga").post(reverse("notifications:read", args=[line.pk]), {"next": "word"})
    assert response.status_code == 302


def test_a_file_whose_bytes_are_gone(world: World) -> None:
    challenge = cast.open_challenge(world.people["olga"])
    stored = ChallengeFile.keep(SimpleUploadedFile("n.txt", b"x"), challenge=challenge)
    stored.file.storage.delete(str(stored.file.name))
    assert browser(world, "nobody").get(stored.get_absolute_url()).status_code == 404


def test_passwords_are_tried_at_one_door(world: World) -> None:
    """The admin's own form knows no limit of attempts."""
    path = reverse("admin:login")
    sent = {"username": "max@example.org", "password": cast.PASSWORD}
    response = browser(world, "nobody").post(path, sent)
    assert response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/?next=")
    assert browser(world, "eve").get(path).status_code in (403, 404)


def test_a_host_that_is_none_of_ours(world: World) -> None:
    response = browser(world, "nobody").get("/challenges/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert b"evil.example" not in response.content


def test_letters_to_others_are_counted(world: World, settings: Any) -> None:
    """To apply and withdraw again and again would fill the challenger's mailbox in our name."""
    settings.RATELIMIT_ENABLE = True
    challenge = cast.open_challenge(world.people["olga"])
    client, path = browser(world, "sam"), reverse("applications:apply", args=[challenge.slug, challenge.code])
    codes = []
    for _ in range(31):
        codes.append(client.post(path, {"letter": "x", "days": "20", "answer_0": "y"}).status_code)
        Application.objects.filter(challenge=challenge).live().update(status="withdrawn")
    assert codes == [302] * 30 + [429]


def test_nobody_agrees_with_or_pays_the_suspended(world: World) -> None:
    olga, sam, max_ = (world.people[name] for name in ("olga", "sam", "max"))
    application = cast.application(cast.open_challenge(olga), sam)
    contract = cast.contract(olga, sam)
    suspend(sam, by=max_, reason="Fraud")
    accept = browser(world, "olga").post(reverse("contracts:accept", args=[application.pk]))
    fund = browser(world, "olga").post(reverse("payments:fund", args=[contract.pk, 1]))
    assert accept.status_code == fund.status_code == 409
    assert not contract.payments.exists()
