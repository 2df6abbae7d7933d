"""What messages tell people outside the inbox. The words of a message are in none of it: they are for the two who talk."""

from datetime import timedelta

from apps.notifications.kinds import Kind, register

RECEIVED = Kind(
    name="message.received",
    topic="messages",
    line="{{ actor }} wrote to you about “{{ conversation.title }}”",
    group_line="{{ count }} new messages from {{ actor }} about “{{ conversation.title }}”",
    subject="{{ actor }} wrote to you about “{{ conversation.title }}”",
    body="{{ actor }} has written to you about “{{ conversation.title }}”. You have not read it yet.",
    button="Read and answer",
    why="You get this because you take part in the conversation.",
    wait=timedelta(minutes=15),
)
REMOVED = Kind(
    name="message.removed",
    topic="messages",
    line="A moderator removed a message of yours about “{{ conversation.title }}”",
    subject="A moderator removed a message of yours",
    body="A message that you wrote about “{{ conversation.title }}” was removed. The reason: {{ reason }}.\n\n"
    "What is allowed is in the terms. If you think that this was a mistake, answer to this e-mail.",
    button="Open the conversation",
    why="You get this because the message was yours.",
)
JUDGED = Kind(
    name="message.judged",
    topic="messages",
    line="Moderation has looked at the message you reported",
    subject="We looked at the message you reported",
    body="You reported a message about “{{ conversation.title }}”. {{ outcome }}",
    button="Open the conversation",
    email=False,
    why="You get this because you reported it.",
)

for kind in (RECEIVED, REMOVED, JUDGED):
    register(kind)
