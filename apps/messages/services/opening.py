"""A conversation begins: with the first message, or with somebody who opens it."""

from uuid import UUID

from django.db import IntegrityError

from apps.applications.models import Application
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed
from apps.core.models import record
from apps.core.permissions import is_party
from apps.messages.models import Conversation, Member
from apps.users.models import User


def find_or_open(application: Application, *, by: User) -> Conversation:
    """The application's conversation, in which `by` takes part. The other side finds it in their inbox with the first message.

    Raises NotAllowed for anybody but the two sides, moderators too.
    """
    if not is_party(by, application):
        raise NotAllowed("Only the two sides of an application write to each other.")
    try:
        return begin(application, by)
    except IntegrityError:  # the other side opened it at the same moment
        return begin(application, by)


@run_atomic
def begin(application: Application, by: User) -> Conversation:
    found = Conversation.objects.filter(application=application).first()
    if found is None:
        title = application.challenge.title
        found = Conversation.objects.create(application=application, owner_id=application.owner_id, solver_id=application.solver_id, title=title)
        record(found, "open", by=by)
    if not Member.objects.filter(conversation=found, user=by).exists():
        add_member(found, by.pk)
    return found


def add_member(conversation: Conversation, user: UUID) -> Member:
    """Building block: the one with this key takes part. Both sides of the application may; whoever left stays out."""
    other = conversation.solver_id if user == conversation.owner_id else conversation.owner_id
    stage = Conversation.Stage.CONTRACT if conversation.application.status == "accepted" else Conversation.Stage.APPLICATION
    return Member.objects.create(
        conversation=conversation, user_id=user, other_id=other, title=conversation.title, stage=stage, last_at=conversation.last_at
    )
