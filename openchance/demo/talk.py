"""What is said around one challenge of the demo world: invitations, and questions in public. Part of its story, at its moments."""

import random
from typing import TYPE_CHECKING

from apps.applications import services as applications
from apps.challenges import services as challenges
from apps.challenges.models import Invitation
from apps.users.models import User

from .letters.talk import INVITING, QUESTIONS, UNANSWERED

if TYPE_CHECKING:
    from .story import Story

SELDOM = 0.2  # else Sam, who is in everybody's mind, would be invited everywhere


class Talk:
    """Everything is drawn from the challenge's own title, so that the rest of the world stays as it was."""

    def __init__(self, story: "Story", bystanders: list[User]) -> None:
        self.story, self.challenge, self.owner, self.bystanders = story, story.challenge, story.owner, bystanders
        self.rng = random.Random(self.challenge.title)
        fate = story.fate
        self.end = 0.97 * min(1.0, (fate.age + fate.deadline) / (fate.age - fate.ago)) if fate.age > fate.ago else 0.9
        self.is_open = fate.end == "open"

    @property
    def is_told(self) -> bool:
        """Olga's have everything; of the others every second has something."""
        return self.owner.handle == "olga" or self.rng.random() < 0.5

    def before(self) -> None:
        """The owner invites somebody who then applies, and the first question comes before anybody has applied."""
        if not self.is_told or self.story.fate.visibility != "public":
            return
        if self.story.applicants:
            with self.story.at(0.01):
                challenges.invite(self.challenge, self.story.applicants[:1], by=self.owner, note=INVITING[0])
        self.ask(1, 0.02, 0.03)

    def after(self) -> None:
        """More questions; while it is open, some wait for their answer, and invitations are in every state."""
        if self.story.fate.visibility != "public" or not (self.challenge.asked.exists() or self.is_open):
            return
        last = self.end if self.is_open else min(0.39, self.end)
        self.ask(self.rng.randint(0, 2), last * 0.98, last * 0.99)
        if self.is_open and self.is_told:
            self.invite(last)
            self.leave_open(last)

    def ask(self, number: int, asked: float, answered: float) -> None:
        people = self.bystanders or self.story.applicants
        texts = [one for one in QUESTIONS if not self.challenge.asked.filter(text=one[0]).exists()]
        for text, answer in self.rng.sample(texts, number):
            with self.story.at(asked):
                question = challenges.ask(self.story.fresh(self.challenge), by=self.rng.choice(people), text=text)
            with self.story.at(answered):
                applications.answer_question(question, answer, by=self.owner)

    def leave_open(self, last: float) -> None:
        if self.bystanders:
            with self.story.at(last):
                challenges.ask(self.story.fresh(self.challenge), by=self.rng.choice(self.bystanders), text=self.rng.choice(UNANSWERED))

    def invite(self, last: float) -> None:
        """Of four one has not answered, one has declined and one was taken back; the fourth applied before."""
        guests = [one for one in self.bystanders if one.handle != "sam"]
        people = [one for one in self.bystanders if one.handle == "sam" and self.rng.random() < SELDOM] + guests
        people = people[:3]
        with self.story.at(last * 0.9):
            applications.invite_people(self.challenge, people, by=self.owner, note=self.rng.choice(INVITING))
        with self.story.at(last * 0.95):
            for person, verb in zip(people[1:], (challenges.decline_invitation, challenges.withdraw_invitation), strict=False):
                found = Invitation.objects.get(challenge=self.challenge, user=person)
                verb(found, by=person if verb is challenges.decline_invitation else self.owner)
