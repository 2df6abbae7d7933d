"""What the clock does with the outbox, and what the operator does with what was given up."""

from apps.core.clocks import each, in_turn
from apps.core.db import run_atomic
from apps.core.models import record
from apps.notifications.delivery import deliver
from apps.notifications.models import Delivery, Email, PushMessage, TextMessage
from apps.users.models import User

from .posting import nudge

BATCH = 500
CHANNELS: dict[str, type[Delivery]] = {model.channel: model for model in (Email, PushMessage, TextMessage)}


def send_due() -> int:
    """Send what is due by every channel: left over by a worker that died, put off after a failure, or held until now. Returns how many left.

    At most BATCH rows and a minute for each channel: a provider that does not answer stops no other one.
    """
    return sum(send_channel(model) for model in CHANNELS.values())


def send_channel(model: type[Delivery]) -> int:
    return each(deliver, in_turn(model._default_manager.due().select_related("recipient")[:BATCH]))


@run_atomic
def retry(row: Delivery, *, by: User) -> bool:
    """What was given up waits to be sent again, with all its attempts; False when it was not given up."""
    if not row.try_again():
        return False
    record(row, "retry", by=by, before="failed", after="pending")
    row.refresh_from_db()
    nudge(row)
    return True
