"""Writing: a draft may be incomplete, what is public may not; after the first application nothing is rewritten."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from apps.challenges.models import Challenge, ChallengeFile, Invitation
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.permissions import is_owner
from apps.core.uploads import FILES_LIMIT, Sent, reached, storing
from apps.users.models import User

from .composing import WRITTEN, columns, compose, is_listed
from .inviting import set_invited, tell_invited
from .publishing import Incomplete, problems_of

EDITABLE = (Challenge.Status.DRAFT, Challenge.Status.OPEN, Challenge.Status.CLOSED)
CLOSED_BRIEF = "Somebody has applied, so the brief is closed: what was promised stays. Add a clarification; every applicant will be told."


def create_draft(owner: User, *, files: Iterable[Sent] = (), invited: Iterable[User] = (), **fields: Any) -> Challenge:
    """A new draft of `owner`'s with what is known so far; `fields` are columns that the owner writes (composing.WRITTEN)."""
    challenge = Challenge(owner=owner)
    write(challenge, fields)
    with storing(ChallengeFile, files, by=owner, challenge=challenge) as stored:
        return insert(challenge, stored, list(invited))


@run_atomic
def insert(challenge: Challenge, files: list[Any], invited: list[User]) -> Challenge:
    compose(challenge)
    challenge.save(force_insert=True)
    record(challenge, "create", by=challenge.owner, after="draft")
    keep_files(challenge, files, ())
    set_invited(challenge, invited)
    return challenge


def write(challenge: Challenge, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - set(WRITTEN):
        raise TypeError(f"Not for the owner to write: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(challenge, name, value)


def save(
    challenge: Challenge,
    *,
    by: User,
    seen: datetime | None = None,
    files: Iterable[Sent] = (),
    drop: Iterable[UUID] = (),
    invited: Iterable[User] | None = None,
    **fields: Any,
) -> Challenge:
    """What `by` wrote is kept. `seen` is the `changed_at` that the form was filled in from.

    Raises Stale when the row was changed since, Refused when the brief is closed or the currency of a public one would change, Incomplete when
    a public one would lack something. Nothing has changed then.
    """
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner can edit this.", row=challenge)
    with storing(ChallengeFile, files, by=by, challenge=challenge) as stored:
        return update(challenge, by, seen or challenge.changed_at, fields, stored, list(drop), None if invited is None else list(invited))


@run_atomic
def update(
    challenge: Challenge, by: User, seen: datetime, fields: dict[str, Any], files: list[Any], drop: list[UUID], invited: list[User] | None
) -> Challenge:
    challenge.refresh_from_db()
    if not challenge.is_draft and fields.get("currency", challenge.currency) != challenge.currency:
        raise Refused("The currency was fixed when the challenge was published.", field="currency", row=challenge)
    write(challenge, fields)
    compose(challenge)
    if invited is not None:
        set_invited(challenge, invited)
    if not challenge.is_draft and challenge.is_open_to_edits and (problems := problems_of(challenge)):
        raise Incomplete(problems, row=challenge)
    overwrite(challenge, seen)
    keep_files(challenge, files, drop)
    if not challenge.is_draft:
        record(challenge, "edit", by=by)
        forget()
        tell_invited(challenge)
    return challenge


def overwrite(challenge: Challenge, seen: datetime) -> None:
    """Write the row if it still is what the owner saw and nobody has applied: the guard stands in the write itself."""
    now = max(timezone.now(), seen + timedelta(milliseconds=1))  # a later moment on every database
    changes = columns(challenge) | {"changed_at": now, "is_listed": not challenge.is_draft and is_listed(challenge)}
    rows = Challenge.objects.filter(pk=challenge.pk, changed_at=seen, status__in=EDITABLE, application_count=0)
    if rows.update(**changes) != 1:
        raise refusal(Challenge.objects.get(pk=challenge.pk))
    for name, value in changes.items():
        setattr(challenge, name, value)


def refusal(challenge: Challenge) -> Refused:
    """Why the row, as it is now, could not be overwritten."""
    if challenge.status not in EDITABLE:
        return Stale(f"This challenge is {challenge.get_status_display().lower()} now and cannot be edited any more.", row=challenge)
    if challenge.is_brief_closed:
        return Refused(CLOSED_BRIEF, row=challenge)
    return Stale("This challenge was changed meanwhile, perhaps in another tab. Below is what you typed; it is not saved yet.", row=challenge)


def keep_files(challenge: Challenge, files: list[Any], drop: Iterable[UUID]) -> None:
    present = list(ChallengeFile.objects.filter(challenge=challenge))
    gone = [one for one in present if one.pk in set(drop)]
    if len(present) - len(gone) + len(files) > FILES_LIMIT:
        raise Refused(f"{FILES_LIMIT} files at most.", field="files", row=challenge)
    for one in gone:
        one.delete()
    for one in files:
        one.save(force_insert=True)


@run_atomic
def delete_draft(challenge: Challenge, *, by: User) -> None:
    """The draft, its files and invitations are gone. What was public can only be cancelled."""
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner can delete this.", row=challenge)
    if not Challenge.objects.filter(pk=challenge.pk, status=Challenge.Status.DRAFT).exists():
        raise Stale("This challenge is public already: it can be cancelled, not deleted.", row=challenge)
    for one in ChallengeFile.objects.filter(challenge=challenge):
        one.delete()
    Invitation.objects.filter(challenge=challenge).delete()
    Challenge.objects.filter(pk=challenge.pk, status=Challenge.Status.DRAFT).delete()
    record(challenge, "delete", by=by, before="draft", note=challenge.title)


def duplicate(challenge: Challenge, *, by: User) -> Challenge:
    """A new draft that says the same, with copies of the files; without a deadline and without invitations."""
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner can duplicate this.", row=challenge)
    fields = {name: getattr(challenge, name) for name in WRITTEN} | {"deadline_at": None}
    copies = [copy_of(one) for one in ChallengeFile.objects.filter(challenge=challenge)]
    return create_draft(by, files=copies, **fields)


def copy_of(stored: ChallengeFile) -> Any:
    with reached(), stored.file.open("rb") as source:
        return ContentFile(source.read(), name=stored.name)
