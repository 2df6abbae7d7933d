"""Background doors."""

from django_tasks import task

from .delivery import deliver
from .models import Email


@task()
def send_email(key: str) -> bool:
    """Send the letter with this key at once; what does not work now is left to `send_due`."""
    email = Email.objects.filter(pk=key).first()
    return email is not None and deliver(email)
