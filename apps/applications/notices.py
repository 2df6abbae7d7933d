"""What applications tell people."""

from apps.notifications.kinds import Kind, register

OWNER = "You get this because the challenge is yours."
SOLVER = "You get this because you applied to it."

RECEIVED = Kind(
    name="application.received",
    topic="applications",
    title="Somebody applies to your challenge",
    line="{{ application.solver }} applied to “{{ challenge.title }}”",
    group_line="{{ count }} new applications on “{{ challenge.title }}”",
    subject="{{ application.solver }} applied to “{{ challenge.title }}”",
    body="{{ application.solver }} offers to do it for {{ application.price|money_short }} "
    "in {{ application.days }} day{{ application.days|pluralize }}.\n\n"
    "Compare the applications at your own pace. Nobody is charged or declined until you choose.",
    button="Read the application",
    why=OWNER,
)
EDITED = Kind(
    name="application.edited",
    topic="applications",
    title="An application is changed",
    line="{{ application.solver }} changed the application to “{{ challenge.title }}”",
    subject="{{ application.solver }} changed the application to “{{ challenge.title }}”",
    body="It now asks for {{ application.price|money_short }} and {{ application.days }} day{{ application.days|pluralize }}. "
    "The history of the application shows what was different before.",
    button="Read the application",
    email=False,
    why=OWNER,
)
SHORTLISTED = Kind(
    name="application.shortlisted",
    topic="applications",
    title="You are on a shortlist",
    line="You are on the shortlist for “{{ challenge.title }}”",
    subject="You are on the shortlist for “{{ challenge.title }}”",
    body="{{ application.owner }} put your application on the shortlist. Nothing is decided yet.",
    button="Open your application",
    email=False,
    why=SOLVER,
)
DECLINED = Kind(
    name="application.declined",
    topic="applications",
    title="Your application is declined",
    line="Your application to “{{ challenge.title }}” was declined: {{ application.get_reason_display|lower }}",
    subject="Your application to “{{ challenge.title }}” was declined",
    body="{{ application.owner }} decided against your application. The reason: {{ application.get_reason_display|lower }}."
    "{% if application.reason_note %}\n\n{{ application.owner }} adds: “{{ application.reason_note }}”{% endif %}\n\n"
    "Thank you for the work you put into it. Applying is free, and other challenges are open.",
    button="Open your application",
    why=SOLVER,
)
WITHDRAWN = Kind(
    name="application.withdrawn",
    topic="applications",
    title="An application is withdrawn",
    line="{{ application.solver }} withdrew from “{{ challenge.title }}”",
    subject="{{ application.solver }} withdrew from “{{ challenge.title }}”",
    body="{{ application.solver }} no longer offers to do this work. The other applications stand as they were.",
    button="Compare the others",
    why=OWNER,
)
EXPIRED = Kind(
    name="application.expired",
    topic="applications",
    title="A challenge you applied to is cancelled",
    line="“{{ challenge.title }}” was cancelled; your application has ended",
    subject="“{{ challenge.title }}” was cancelled",
    body="The challenge was cancelled, so your application has ended. The reason given: {{ cancel_reason }}\n\n"
    "This says nothing about your application. Other challenges are open.",
    button="Open your application",
    why=SOLVER,
)
CLARIFIED = Kind(
    name="challenge.clarified",
    topic="challenges",
    title="A challenge you applied to is clarified",
    line="{{ challenge.owner }} clarified “{{ challenge.title }}”",
    subject="A clarification of “{{ challenge.title }}”",
    body="{{ challenge.owner }} added a clarification to the challenge you applied to:\n\n{{ clarification.text }}\n\n"
    "If it changes what you offer, you can change your application until it is decided.",
    button="Read the challenge",
    why=SOLVER,
)

for kind in (RECEIVED, EDITED, SHORTLISTED, DECLINED, WITHDRAWN, EXPIRED, CLARIFIED):
    register(kind)
