"""What a conversation is about, in one line: the application, or the contract that came of it, and whose move it is."""

from typing import Any

from apps.core.permissions import is_owner

from .talk import Talk


def about(talk: Talk) -> dict[str, Any]:
    """The words of the line below the head."""
    if talk.contract:
        contract = talk.contract
        task = contract.owner_task if is_owner(talk.reader, contract) else contract.solver_task
        yours = task in contract.NEEDS
        return {
            "url": contract.get_absolute_url(),
            "title": contract.title,
            "yours": contract.Task(task).label if yours else "",
            "state": contract.status,
            "words": contract.get_status_display(),
            "price": contract.total,
        }
    application = talk.conversation.application
    waits = application.is_live and is_owner(talk.reader, application)
    return {
        "url": application.get_absolute_url(),
        "title": f"{talk.conversation.title}, application",
        "yours": "Accept or decline" if waits else "",
        "state": application.status,
        "words": application.get_status_display(),
        "price": application.price,
    }
