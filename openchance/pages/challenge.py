"""The page of one challenge: it mixes the challenge with the reader's own application and contract."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from apps.applications.models import Application
from apps.challenges import services
from apps.challenges.faces import reward_words
from apps.challenges.models import Challenge, Invitation
from apps.challenges.search.fields import fields_of_work
from apps.challenges.search.memory import remembered
from apps.challenges.talk import talk_of
from apps.challenges.views.fetching import visible_challenge
from apps.contracts.models import Contract
from apps.core.money import Money
from apps.users.permissions import has_verified_email, is_moderator

SCRIPT_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Action:
    """The one thing to do next: a link, or with `post` a form. Without an address it cannot be done, and `why` says why; `remedy` leads there."""

    words: str
    url: str = ""
    why: str = ""
    remedy: str = ""
    remedy_words: str = ""
    post: bool = False


class Page(NamedTuple):
    """What the page says; to visitors it says the same, so for them it is drawn once in a moment."""

    slug: str
    title: str
    summary: str
    url: str
    is_listed: bool
    is_draft: bool
    job: str
    body: str


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    page = draw(request, code) if request.user.is_authenticated else remembered(lambda: draw(request, code), "challenge", code[:12])
    if slug != page.slug:
        return redirect("challenges:detail", page.slug, code[:12], permanent=not page.is_draft)
    response = render(request, "challenges/detail.html", {"page": page})
    if not page.is_listed:
        response["X-Robots-Tag"] = "noindex"
    return response


def draw(request: HttpRequest, code: str) -> Page:
    """Raises Http404 where this reader may not see it."""
    challenge = visible_challenge(request, code)
    url = settings.SITE_URL + challenge.get_absolute_url()
    field = next((one for one in fields_of_work() if one.key == challenge.category_id), None)
    is_owner = challenge.owner_id == request.user.pk
    context = {
        "challenge": challenge,
        "field": field,
        "is_owner": is_owner,
        "action": owner_action(challenge) if is_owner else reader_action(request, challenge),
        "moves": challenge.moves_for(request.user),
        "files": list(challenge.files.all()),
        "clarifications": list(challenge.clarifications.all()) if challenge.clarification_count else [],
        "reward_words": reward_words(challenge),
        "size": figure_size(challenge),
        "net": challenge.reward_max.fee(settings.FEE_BASIS_POINTS)[0] if challenge.reward_max else None,
        "fee": f"{settings.FEE_BASIS_POINTS / 100:g}%",
        "plan": plan_of(challenge),
        "talk": talk_of(challenge, request.user),
        "invitation": None if is_owner else invitation_of(challenge, request.user),
        "url": url,
        "is_moderator": is_moderator(request.user),
    }
    body = render_to_string("challenges/detail_body.html", context, request if request.user.is_authenticated else None)
    job = job_posting(challenge, url, field.name if field else "") if challenge.is_listed and challenge.is_open else ""
    title, slug = str(challenge), challenge.slug or "draft"
    return Page(slug, title, challenge.summary, url, challenge.is_listed, challenge.is_draft, job, body)


def invitation_of(challenge: Challenge, user: Any) -> Invitation | None:
    """The reader's own, while they have not answered it and can."""
    if not (challenge.invited_count and user.is_authenticated and challenge.is_open):
        return None
    return Invitation.objects.filter(challenge=challenge, user=user, status="waiting").first()


def figure_size(challenge: Challenge) -> str:
    """Large, unless the figure would not fit beside the brief."""
    ends = {challenge.reward_min_minor, challenge.reward_max_minor} - {None}
    return "l" if sum(len(str(abs(end or 0))) for end in ends) < 8 and not challenge.currency.startswith(("KWD", "BHD")) else "m"


def plan_of(challenge: Challenge) -> list[dict[str, Any]]:
    return [{**one, "amount": Money(one["amount_minor"], challenge.currency) if one["amount_minor"] else None} for one in challenge.milestones]


def address(name: str, challenge: Challenge) -> str:
    return reverse(name, args=[challenge.slug or "draft", challenge.code])


def owner_action(challenge: Challenge) -> Action:
    if challenge.removed_at:
        return Action("Taken down", why="A moderator took this challenge down; only you can see it.")
    if challenge.is_draft:
        if not has_verified_email(challenge.owner):
            return Action("Publish", why="To publish,", remedy=settings_address(), remedy_words="verify your e-mail address first")
        if services.problems_of(challenge):
            return Action(
                "Finish the draft", address("challenges:edit", challenge) + "?publish", why="Something is still missing before it can be public."
            )
        return Action("Publish", address("challenges:publish", challenge), why="Everybody can see it then. It costs nothing.", post=True)
    if challenge.status in ("awarded", "completed"):
        return contract_action(Contract.objects.filter(challenge=challenge).order_by("-created_at").first(), challenge)
    if challenge.application_count:
        words = "See the application" if challenge.application_count == 1 else f"See {challenge.application_count:,} applications"
        return Action(words, address("applications:compare", challenge))
    if challenge.status == "closed":
        return Action("Open again", address("challenges:reopen", challenge), why="Nobody has applied. A new deadline gives it another chance.")
    if challenge.status == "open":
        return Action("Nobody has applied yet", why="You will hear of each application. Send the address to people who could do it.")
    return Action(challenge.get_status_display(), why="Nothing more happens here.")


def reader_action(request: HttpRequest, challenge: Challenge) -> Action:
    user: Any = request.user
    mine = None
    if user.is_authenticated:
        mine = Application.objects.filter(challenge=challenge, solver=user).order_by("-created_at").first()
    if mine and mine.status == "accepted":
        return contract_action(Contract.objects.filter(challenge=challenge, solver=user).order_by("-created_at").first(), challenge)
    if mine and (mine.is_live or not challenge.is_open):
        return Action("Your application", mine.get_absolute_url(), why=f"It is {mine.get_status_display().lower()}.")
    if not challenge.is_open:
        return Action("Applications are closed", why=closed_words(challenge), remedy=list_address(), remedy_words="see what is open now")
    if user.is_authenticated and not has_verified_email(user):
        return Action("Apply", why="To apply,", remedy=settings_address(), remedy_words="verify your e-mail address first")
    words = "Apply again" if mine else "Apply"
    return Action(words, address("applications:apply", challenge), why="Free, and you can withdraw until it is decided.")


def contract_action(contract: Contract | None, challenge: Challenge) -> Action:
    if contract is None:
        return Action(challenge.get_status_display(), why="Somebody was chosen.")
    return Action("Open the contract", contract.get_absolute_url())


def closed_words(challenge: Challenge) -> str:
    return {
        "awarded": "Somebody was chosen;",
        "completed": "It is solved and paid;",
        "cancelled": "It was cancelled;",
    }.get(challenge.status, "The deadline has passed;")


def settings_address() -> str:
    return reverse("settings:account")


def list_address() -> str:
    return reverse("challenges:list")


def job_posting(challenge: Challenge, url: str, field: str) -> SafeString:
    """The challenge as schema.org's JobPosting, ready to stand inside a script element."""
    low, high = challenge.reward_min, challenge.reward_max
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": challenge.title,
        "description": challenge.brief_html,
        "identifier": {"@type": "PropertyValue", "name": "OpenChance", "value": challenge.code},
        "url": url,
        "datePosted": challenge.published_at.isoformat() if challenge.published_at else "",
        "employmentType": "CONTRACTOR",
        "jobLocationType": "TELECOMMUTE",
        "directApply": True,
        "hiringOrganization": {"@type": "Organization", "name": str(challenge.owner)},
        "skills": ", ".join(challenge.skills),
    }
    if challenge.deadline_at:
        posting["validThrough"] = challenge.deadline_at.isoformat()
    if field:
        posting["occupationalCategory"] = field
    if low and high:
        value = {"@type": "QuantitativeValue", "minValue": float(low.units), "maxValue": float(high.units)}
        posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": challenge.currency, "value": value}
    return mark_safe(json.dumps(posting, ensure_ascii=False).translate(SCRIPT_SAFE))  # noqa: S308  (nothing in it can end the script)
