"""What time does to conversations. Safe to run twice, and twice at once."""

from datetime import timedelta

from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.clocks import each
from apps.core.db import run_atomic
from apps.messages import notices
from apps.messages.models import Conversation, Member
from apps.notifications.services import notify

BATCH = 500
LATELY = timedelta(days=2)


def tell_unread() -> int:
    """Whoever has not read a message for a minute is told of it, once for each number that was the last by then. Returns how many were told."""
    return each(tell, Member.objects.filter(tell_at__lte=timezone.now()).order_by("tell_at")[:BATCH])


@run_atomic
def tell(member: Member) -> int:
    """Only who takes the moment away tells."""
    if Member.objects.filter(pk=member.pk, tell_at=member.tell_at, left_at=None).update(tell_at=None) != 1:
        return 0
    found = Member.objects.select_related("conversation", "user", "other").get(pk=member.pk)
    if not found.unread or found.is_muted:
        return 0
    conversation = found.conversation
    url = conversation.get_absolute_url()
    key = f"{conversation.pk}:{conversation.last_seq}"
    notify(found.user, notices.RECEIVED, key=key, url=url, actor=found.other, group=str(conversation.pk), conversation=conversation)
    return 1


def follow_contracts() -> int:
    """Conversations about applications that were accepted lately stand among the contracts. Returns how many of their places moved."""
    since = timezone.now() - LATELY
    accepted = list(Contract.objects.filter(created_at__gte=since).order_by("-created_at").values_list("application_id", flat=True)[:1000])
    conversations = list(Conversation.objects.filter(application_id__in=accepted).values_list("pk", flat=True))
    return Member.objects.filter(conversation_id__in=conversations, stage="application").update(stage="contract")
