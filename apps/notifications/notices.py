"""What this app itself tells people: what became of their number and of mail to them; and the letters that gather the rest."""

from .kinds import Kind, register

WHY = "You get this because it concerns your phone number."


def about_phone(name: str, title: str, line: str, *, subject: str = "", body: str = "") -> Kind:
    sent = bool(subject)
    kind = Kind(f"phone.{name}", line, subject, body, "See your phone settings", email=sent, why=WHY, topic="security", title=title)
    return register(kind)


STOPPED = about_phone(
    "stopped",
    "Texts are stopped",
    "Texts from us are stopped, as you asked by STOP. Send START to the number they came from, and they come again.",
)
STARTED = about_phone("started", "Texts come again", "Texts from us come again, as you asked by START.")
UNREACHABLE = about_phone(
    "unreachable",
    "Texts do not arrive",
    "Texts do not reach your number ({{ reason }}). We send no more there until you verify it again.",
)
MOVED = about_phone(
    "moved",
    "Your number is somebody else's now",
    "Your phone number was verified by another account: yours gets no more texts.",
    subject="Your phone number was verified by another account",
    body="Hello {{ recipient.get_short_name }}, somebody who receives texts at {{ masked }} verified this number for another account.\n\n"
    "A number belongs to one account at a time, so yours gets no more texts. If the number is still yours, verify it again.",
)
MAIL_STOPPED = register(
    Kind(
        name="account.mail_stopped",
        topic="security",
        title="Our mail does not reach you",
        line="We have stopped sending mail to {{ address }}. {{ why }}. See how to mend it",
        email=False,
        urgent=True,
        short="Our mail does not reach you any more. See how to mend it.",
    )
)
DAILY = Kind(name="digest.daily", line="", button="See all notifications", why="You get this once a day because you asked for it.")
WEEKLY = Kind(name="digest.weekly", line="", button="See all notifications", why="You get this once a week because you asked for it.")
