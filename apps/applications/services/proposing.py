"""To apply, and to change one's application until it is decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from apps.applications import notices
from apps.applications.models import LIVE, Application, ApplicationFile
from apps.applications.permissions import why_not_apply
from apps.applications.proposals import FILES_LIMIT, Proposal, check_proposal
from apps.challenges import services as challenges
from apps.challenges.models import Challenge
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import stale
from apps.core.text import render_markdown
from apps.core.uploads import Sent, storing
from apps.users.models import User

from .telling import tell


class AlreadyApplied(Stale):
    """There is an application of this solver already; `row` is it."""


def submit(
    challenge: Challenge,
    solver: User,
    *,
    letter: str,
    price_minor: int,
    days: int,
    plan: list[dict[str, Any]],
    answers: list[str],
    links: list[str],
    files: Sequence[Sent],
) -> Application:
    """`solver` has applied, and the owner is told. `price_minor` in minor units of the challenge's currency, `files` checked before.

    Raises AlreadyApplied on a second press, and Refused when the challenge takes no applications from this person, or not this one.
    """
    if live_application(challenge, solver):
        raise already_applied(challenge, solver)
    if sentence := why_not_apply(solver, challenge):
        raise Refused(sentence, row=challenge)
    proposal = Proposal(letter, price_minor, days, plan, answers, links)
    check_proposal(challenge, proposal)
    refuse_too_many(files)
    try:
        with storing(ApplicationFile, files, by=solver) as kept:
            return begin(challenge, solver, proposal, kept)
    except IntegrityError:
        raise already_applied(challenge, solver) from None


@run_atomic
def begin(challenge: Challenge, solver: User, proposal: Proposal, files: list[ApplicationFile]) -> Application:
    if live_application(challenge, solver):
        raise already_applied(challenge, solver)
    challenges.count_application(challenge)  # every submit writes this row, so that two at once cannot both go on
    challenges.take_up_invitation(challenge, solver)
    application = Application.objects.create(
        challenge=challenge,
        solver=solver,
        owner_id=challenge.owner_id,
        currency=challenge.currency,
        letter_html=render_markdown(proposal.letter),
        **proposal.columns(),
    )
    attach(application, files)
    User.objects.filter(pk=solver.pk).update(applied_count=F("applied_count") + 1)
    record(application, "submit", by=solver, after=application.status)
    tell(challenge.owner, notices.RECEIVED, application, by=solver)
    return application


def edit(
    application: Application,
    *,
    by: User,
    revision: int,
    letter: str,
    price_minor: int,
    days: int,
    plan: list[dict[str, Any]],
    answers: list[str],
    links: list[str],
    files: Sequence[Sent] = (),
    drop: Iterable[ApplicationFile] = (),
) -> Application:
    """The application says what is given now; what it said before stays in its history, and the owner is told. `drop` are files to take out.

    `revision` is the one that was on the page. Raises Stale when the application was edited or decided meanwhile.
    """
    if by.pk != application.solver_id:
        raise NotAllowed("Only the solver can change an application.", row=application)
    proposal = Proposal(letter, price_minor, days, plan, answers, links)
    check_proposal(application.challenge, proposal)
    drop = [file for file in drop if file.application_id == application.pk]
    refuse_too_many([*files, *application.files.exclude(pk__in=[file.pk for file in drop])])
    with storing(ApplicationFile, files, by=by) as kept:
        return change(application, by, revision, proposal, kept, drop)


@run_atomic
def change(
    application: Application, by: User, revision: int, proposal: Proposal, files: list[ApplicationFile], drop: list[ApplicationFile]
) -> Application:
    found = Application.objects.get(pk=application.pk)
    before = {name: getattr(found, name) for name in proposal.columns()}
    changes: dict[str, Any] = {name: {"before": before[name], "after": value} for name, value in proposal.columns().items() if before[name] != value}
    if files or drop:
        changes["files"] = {"added": [file.name for file in files], "removed": [file.name for file in drop]}
    if found.is_live and found.revision == revision and not changes:
        return found
    now = timezone.now()
    current = Application.objects.filter(pk=found.pk, status__in=LIVE, revision=revision)
    columns = proposal.columns() | {"letter_html": render_markdown(proposal.letter), "edited_at": now, "changed_at": now}
    if current.update(revision=revision + 1, **columns) != 1:
        raise overtaken(found)
    attach(found, files)
    ApplicationFile.objects.filter(pk__in=[file.pk for file in drop]).delete()  # their names stay, in the history
    found.refresh_from_db()
    record(found, "edit", by=by, before=found.status, after=found.status, revision=found.revision, changes=changes)
    tell(found.owner, notices.EDITED, found, by=by, about=found.revision)
    return found


def overtaken(application: Application) -> Refused:
    if not application.is_live:
        return stale(application)
    return Stale("Meanwhile this application was changed, perhaps in another window. Nothing was saved; look at what it says now.", row=application)


def live_application(challenge: Challenge, solver: User) -> Application | None:
    """The application that stands in the way of another: one that is submitted, shortlisted or accepted."""
    return Application.objects.filter(challenge=challenge, solver=solver, status__in=(*LIVE, "accepted")).first()


def already_applied(challenge: Challenge, solver: User) -> AlreadyApplied:
    return AlreadyApplied("You have applied to this challenge already.", row=live_application(challenge, solver) or challenge)


def refuse_too_many(files: Sequence[Any]) -> None:
    if len(files) > FILES_LIMIT:
        raise Refused(f"{FILES_LIMIT} files at most.", field="files")


def attach(application: Application, files: Iterable[ApplicationFile]) -> None:
    for file in files:
        file.application = application
        file.save(force_insert=True)
