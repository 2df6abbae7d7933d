"""What people can be told about, and by which channels unless they say otherwise."""

from dataclasses import dataclass
from typing import Literal

Frequency = Literal["now", "daily", "weekly", "off"]
FREQUENCIES: dict[Frequency, str] = {"now": "At once", "daily": "Once a day", "weekly": "Once a week", "off": "Off"}


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the settings page. The list in the app always has everything; `email`, `push` and `sms` are what holds until a person chooses.

    `locked` says why its e-mails cannot be switched off, put off or gathered; "" where they can. Only what is urgent goes by SMS.
    """

    name: str
    title: str
    words: str
    email: Frequency = "now"
    push: bool = True
    sms: bool = True
    locked: str = ""


TOPICS = {
    topic.name: topic
    for topic in (
        Topic(
            "security",
            "Security",
            "Your password, your address, sign-ins, and mail that does not reach you",
            locked="You must be able to notice that somebody else uses your account.",
        ),
        Topic(
            "money",
            "Money",
            "Payments, releases, refunds, payouts, and what banks dispute",
            locked="Whoever has money here is told in writing what becomes of it.",
        ),
        Topic("contracts", "Contracts", "Accepted applications, deliveries, changes that are requested, proposals to cancel"),
        Topic("messages", "Messages", "What people write to you"),
        Topic("applications", "Applications", "Who applies to your challenges, and what becomes of your own applications"),
        Topic("challenges", "Challenges", "Invitations, clarifications, deadlines of challenges that concern you"),
        Topic("questions", "Questions", "Public questions and their answers"),
        Topic("reviews", "Reviews", "Reviews to write, and what was written about you"),
        Topic("reminders", "Reminders", "What waits for you and would otherwise be forgotten"),
        Topic("moderation", "Moderation", "What moderators decide about what you wrote or posted"),
        Topic("other", "Everything else", "What fits nowhere else"),
    )
}
