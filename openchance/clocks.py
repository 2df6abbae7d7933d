"""Everything that time does, in the order it is done. Each clock may run twice at once, and again after it was interrupted."""

import logging
from collections.abc import Callable

from django.db import close_old_connections

log = logging.getLogger(__name__)
Clock = Callable[[], int]


def clocks() -> dict[str, Clock]:
    """Name → function that does what is due and returns how many rows it handled."""
    from apps.challenges import services as challenges
    from apps.contracts import services as contracts
    from apps.core.uploads import sweep_due as sweep_uploads
    from apps.messages import services as conversations
    from apps.notifications import services as notifications
    from apps.payments import documents
    from apps.payments import services as payments
    from apps.reviews import services as reviews

    return {
        "close challenges": challenges.close_due,
        "remind of deadlines": challenges.remind_deadlines,
        "remind of reviews": contracts.remind_reviews,
        "remind of deliveries": contracts.remind_deliveries,
        "remind of overdue work": contracts.remind_overdue,
        "remind of funding": contracts.remind_funding,
        "remind of disputes": contracts.remind_disputes,
        "sweep missed webhooks": payments.sweep_missed,
        "handle webhooks": payments.handle_due_webhooks,
        "ask about payout accounts": payments.refresh_accounts,
        "expire payments": payments.expire_payments,
        "release overdue milestones": payments.release_overdue,
        "settle silent disputes": payments.settle_silent_disputes,
        "perform gateway operations": payments.perform_due,
        "answer payers’ banks": payments.send_evidence_due,
        "finish documents": documents.finish_due,
        "reconcile payments": payments.reconcile_due,
        "move conversations to contracts": conversations.follow_contracts,
        "tell of unread messages": conversations.tell_unread,
        "invite to review": reviews.invite_reviews,
        "remind to review": reviews.remind_unwritten,
        "publish reviews": reviews.publish_due,
        "sweep uploads": sweep_uploads,
        "gather digests": notifications.send_digests,
        "send notices": notifications.send_due,
        "forget what is mended and told": notifications.forget_due,
    }


def run_due() -> dict[str, int]:
    """Run every clock once; one that fails is logged and stops no other. Returns what each handled (-1: it failed)."""
    handled = {}
    for name, clock in clocks().items():
        try:
            handled[name] = clock()
        except Exception:
            log.exception("The clock “%s” failed; it will be tried again.", name)
            handled[name] = -1
        close_old_connections()
    return handled
