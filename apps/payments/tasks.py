"""Background doors. Each may be called twice, or never: the clocks do what was left over."""

from django.conf import settings
from django_tasks import task

from .models import Chargeback, Document, Operation, WebhookEvent


@task()
def perform(key: str) -> bool:
    """Perform the operation with this key at once."""
    from . import services

    operation = Operation.objects.filter(pk=key).first()
    return operation is not None and services.perform(operation)


@task()
def handle_webhook(key: str) -> bool:
    """Handle the webhook with this key at once."""
    from . import services

    event = WebhookEvent.objects.filter(pk=key).first()
    return event is not None and services.handle(event)


@task()
def expire_payments() -> int:
    """Close checkouts that nobody should pay into any more."""
    from . import services

    return services.expire_payments()


@task()
def prepare_evidence(key: str) -> bool:
    """Make the evidence file of the chargeback with this key."""
    from . import services

    chargeback = Chargeback.objects.filter(pk=key).first()
    return chargeback is not None and services.prepare_evidence(chargeback)


@task(queue_name="papers")
def finish_document(key: str) -> bool:
    """The document with this key gets its number at once, and its file where a worker does such work."""
    from . import documents

    document = Document.objects.filter(pk=key).first()
    if document is None:
        return False
    return bool((documents.finish if settings.DRAW_DOCUMENTS_AT_ONCE else documents.number)(document).serial)
