"""What this app tells people."""

from apps.notifications.kinds import Kind, register

INVITED = register(
    Kind(
        name="challenge.invited",
        topic="challenges",
        title="You are invited to a challenge",
        line="{{ actor }} invites you to “{{ challenge.title }}”",
        subject="You are invited: {{ challenge.title }}",
        body="{{ actor }} would like you to solve “{{ challenge.title }}” and has invited you to apply."
        "{% if note %}\n\n{{ actor }} writes: “{{ note }}”{% endif %}\n\n{{ challenge.summary }}\n\n"
        "Applying is free, and you can withdraw until it is decided.",
        button="See the challenge",
    )
)
INVITATION_DECLINED = register(
    Kind(
        name="challenge.invitation_declined",
        topic="challenges",
        title="Somebody declines your invitation",
        line="{{ actor }} does not apply to “{{ challenge.title }}”, to which you had invited them",
        email=False,
    )
)
INVITATION_CLOSING = register(
    Kind(
        name="challenge.invitation_closing",
        topic="reminders",
        title="An invitation ends soon",
        line="You are invited to “{{ challenge.title }}”; applications close on {{ challenge.deadline_at|day_words }}",
        subject="Your invitation ends soon: {{ challenge.title }}",
        body="{{ challenge.owner }} has invited you to “{{ challenge.title }}”, and applications close on {{ challenge.deadline_at|day_words }}.\n\n"
        "{{ challenge.summary }}\n\nIf it is not for you, decline the invitation; the challenger will be glad to know.",
        button="See the challenge",
    )
)
CLOSING_SOON = register(
    Kind(
        name="challenge.closing_soon",
        topic="reminders",
        title="Your challenge closes soon",
        line="Applications for “{{ challenge.title }}” close on {{ challenge.deadline_at|day_words }}",
        subject="Applications close soon: {{ challenge.title }}",
        body="Applications for “{{ challenge.title }}” close on {{ challenge.deadline_at|day_words }}. "
        "{% if count %}{{ count }} {{ count|pluralize:'waits,wait' }} for your decision.{% else %}Nobody has applied yet.{% endif %}\n\n"
        "You can move the deadline to a later day while it is open.",
        button="See the challenge",
    )
)
CLOSED = register(
    Kind(
        name="challenge.closed",
        topic="challenges",
        title="Your challenge has closed",
        line="Applications for “{{ challenge.title }}” are closed",
        subject="Applications are closed: {{ challenge.title }}",
        body="The deadline of “{{ challenge.title }}” has passed. "
        "{% if count %}{{ count }} {{ count|pluralize:'application waits,applications wait' }} for your decision."
        "{% else %}Nobody has applied. You can open it again with a new deadline.{% endif %}",
        button="See the challenge",
    )
)
REMOVED = register(
    Kind(
        name="challenge.removed",
        topic="moderation",
        title="Your challenge is taken down",
        line="A moderator took down “{{ challenge.title }}”",
        subject="Your challenge was taken down: {{ challenge.title }}",
        body="A moderator took down “{{ challenge.title }}”. Nobody else can see it now.\n\nThe reason: {{ reason }}\n\n"
        "If you think this is a mistake, answer this message.",
        button="See the challenge",
    )
)
RESTORED = register(
    Kind(
        name="challenge.restored",
        topic="moderation",
        title="Your challenge is back",
        line="“{{ challenge.title }}” is back",
        subject="Your challenge is back: {{ challenge.title }}",
        body="“{{ challenge.title }}” was taken down and is visible again, as it was before.",
        button="See the challenge",
    )
)
