"""Background doors. Each may be called twice, or never: the clocks do what was left over."""

from django_tasks import task

from .models import Operation, WebhookEvent


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
