"""What questions and their answers tell people."""

from typing import Any

from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify
from apps.users.models import User

from .models import Question

ASKED = register(
    Kind(
        name="question.asked",
        topic="questions",
        title="A question about your challenge",
        line="{{ actor }} asks about “{{ challenge.title }}”",
        group_line="{{ count }} questions on “{{ challenge.title }}”",
        subject="A question about {{ challenge.title }}",
        body="{{ actor }} asks about “{{ challenge.title }}”:\n\n{{ question.text }}\n\n"
        "Nobody else sees the question before you answer it. Your answer is public.",
        button="Answer",
        why="You get this because the challenge is yours.",
    )
)
ANSWERED = register(
    Kind(
        name="question.answered",
        topic="questions",
        title="An answer to a question",
        line="{{ actor }} answered {% if is_asker %}your question{% else %}a question{% endif %} about “{{ challenge.title }}”",
        subject="An answer about {{ challenge.title }}",
        body="{% if is_asker %}You asked{% else %}Somebody asked{% endif %}:\n\n{{ question.text }}\n\n{{ actor }} answered:\n\n{{ question.answer }}"
        "{% if not is_asker %}\n\nIf it changes what you offer, you can change your application until it is decided.{% endif %}",
        button="Read it on the challenge",
        why="You get this because you {% if is_asker %}asked{% else %}applied{% endif %}.",
    )
)
DECLINED = register(
    Kind(
        name="question.declined",
        topic="questions",
        title="A question of yours is left without an answer",
        line="{{ actor }} leaves your question about “{{ challenge.title }}” without an answer",
        subject="Your question about {{ challenge.title }}",
        body="{{ actor }} leaves your question without an answer. Nobody else has seen it.",
        email=False,
    )
)
HIDDEN = register(
    Kind(
        name="question.hidden",
        topic="moderation",
        title="A question is hidden by moderation",
        line="A moderator has hidden a question about “{{ challenge.title }}”",
        subject="Hidden: a question about {{ challenge.title }}",
        body="A moderator has hidden {% if is_asker %}your question{% else %}a question that you answered{% endif %} about “{{ challenge.title }}”. "
        "The reason: {{ reason }}\n\nIf you think this is a mistake, answer this message.",
        button="See the challenge",
    )
)


def address(question: Question) -> str:
    return f"{question.challenge.get_absolute_url()}#questions"


def tell(recipient: User, kind: Kind, question: Question, *, key: Any, actor: User | None, group: str = "", **words: Any) -> None:
    """Nobody who is suspended is told anything. `group`: those of one group that are unread are one line."""
    if recipient.is_active:
        words |= {"question": question, "challenge": question.challenge, "is_asker": recipient.pk == question.asker_id}
        notify(recipient, kind, key=str(key), url=address(question), actor=actor, group=group, **words)


def tell_asked(question: Question) -> None:
    tell(question.challenge.owner, ASKED, question, key=question.pk, actor=question.asker, group=str(question.challenge_id))


def tell_answered(question: Question, recipient: User) -> None:
    tell(recipient, ANSWERED, question, key=question.pk, actor=question.challenge.owner)


def tell_declined(question: Question) -> None:
    tell(question.asker, DECLINED, question, key=question.pk, actor=question.owner)


def tell_hidden(question: Question, key: Any, reason: str) -> None:
    """The asker, and the owner where they had answered."""
    for person in (question.asker, question.owner) if question.answer else (question.asker,):
        tell(person, HIDDEN, question, key=key, actor=None, reason=reason)
