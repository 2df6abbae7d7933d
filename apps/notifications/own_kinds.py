"""What this app itself tells people."""

from .kinds import Kind, register

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
