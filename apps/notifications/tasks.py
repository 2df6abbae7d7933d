"""Background doors."""

from django_tasks import task

from .delivery import deliver
from .forgetting import forget
from .models import Email, PushMessage, Suppression, TextMessage

CHANNELS = {model.channel: model for model in (Email, PushMessage, TextMessage)}


@task()
def send(channel: str, key: str) -> bool:
    """Send the row with this key at once; what does not work now is left to `send_due`."""
    row = CHANNELS[channel]._default_manager.filter(pk=key).select_related("recipient").first()
    return row is not None and deliver(row)


@task()
def forget_address(key: str) -> bool:
    """Ask the mail provider to send to a lifted address again."""
    row = Suppression.objects.filter(pk=key, stands=False).first()
    return row is not None and forget(row)
