"""Questions in public: to ask, to take a question back, to answer and to leave unanswered."""

from django.db.models import F, Q
from django.utils import timezone

from apps.challenges import question_notices as notices
from apps.challenges.models import Challenge, Question
from apps.challenges.models.question import ANSWER_LIMIT, EDITABLE_FOR, TEXT_LIMIT
from apps.challenges.permissions import why_not_ask
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import move
from apps.core.permissions import is_owner
from apps.notifications.services import read_about
from apps.users.models import User

from .composing import CONTROL

MOST_OF_ONE = 5  # unanswered ones that one person may have at one challenge
MOST_WAITING = 200  # unanswered ones of everybody at one challenge


class AlreadyAsked(Stale):
    """The same person's same question waits already; `row` is it."""


def clean(text: str, limit: int, empty: str) -> str:
    """Raises Refused at the field where nothing, or too much, is left of `text`."""
    text = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not text:
        raise Refused(empty, field="text")
    if len(text) > limit:
        raise Refused(f"{limit:,} characters at most.", field="text")
    return text


@run_atomic
def ask(challenge: Challenge, *, by: User, text: str) -> Question:
    """The owner is asked and told; others read it once it is answered.

    Raises AlreadyAsked on a second press, and Refused when nothing can be asked here, by this person, or when too many of their questions wait.
    """
    text = clean(text, TEXT_LIMIT, "Write your question.")
    if sentence := why_not_ask(by, challenge):
        raise Refused(sentence, row=challenge)
    if not challenge.owner.is_active:
        raise Refused("The challenger cannot answer at the moment.", row=challenge)
    count_question(challenge)  # every question writes this row, so that two at once see each other
    mine = list(Question.objects.filter(challenge=challenge, asker=by, status="waiting"))
    if same := next((one for one in mine if one.text == text), None):
        raise AlreadyAsked("You have asked this already; the challenger has not answered yet.", row=same)
    if len(mine) >= MOST_OF_ONE:
        raise Refused(f"{MOST_OF_ONE} of your questions wait for an answer here. Please wait for it, or take one back.", row=challenge)
    question = Question.objects.create(challenge=challenge, asker=by, owner_id=challenge.owner_id, text=text)
    record(question, "ask", by=by, after=question.status)
    notices.tell_asked(question)
    return question


def count_question(challenge: Challenge) -> None:
    """One more waits for the owner, counted only while the challenge takes applications."""
    in_time = Q(deadline_at=None) | Q(deadline_at__gt=timezone.now())
    rows = Challenge.objects.filter(in_time, pk=challenge.pk, status=Challenge.Status.OPEN, removed_at=None)
    if rows.filter(unanswered_count__lt=MOST_WAITING).update(unanswered_count=F("unanswered_count") + 1) != 1:
        if rows.exists():
            raise Refused("Very many questions wait for an answer here. Please come back later.", row=challenge)
        raise Stale("This challenge takes no questions any more.", row=challenge)


def answer(question: Question, text: str, *, by: User) -> Question:
    """Building block: question and answer are public, and the asker is told. The verb for people is the one of applications: it tells applicants too.

    Raises Stale when it was answered or taken back meanwhile or the challenge is not open any more, NotAllowed for others than the owner.
    """
    text = clean(text, ANSWER_LIMIT, "Write the answer.")
    if question.hidden_at is not None:
        raise Refused("A moderator has hidden this question.", row=question.challenge)
    move(question, "answer", by=by, answer=text, answered_at=timezone.now(), after_application=question.challenge.application_count > 0)
    counts = {"question_count": F("question_count") + 1, "unanswered_count": F("unanswered_count") - 1}
    if Challenge.objects.filter(pk=question.challenge_id, status=Challenge.Status.OPEN, removed_at=None).update(**counts) != 1:
        raise Stale("Questions are answered while a challenge takes applications; this one does not any more.", row=question.challenge)
    forget()
    notices.tell_answered(question, question.asker)
    read_if_done(question, by)
    return question


@run_atomic
def mend_answer(question: Question, text: str, *, by: User) -> Question:
    """The answer says something else, for a quarter of an hour after it was given; what it said before is kept as an Event. Nobody is told again."""
    text = clean(text, ANSWER_LIMIT, "Write the answer.")
    if not is_owner(by, question):
        raise NotAllowed("Only the challenger can change the answer.", row=question.challenge)
    found = Question.objects.select_related("challenge").get(pk=question.pk)
    if found.answer == text:
        return found
    now = timezone.now()
    same = Question.objects.filter(pk=found.pk, status="answered", hidden_at=None, changed_at=found.changed_at, answered_at__gt=now - EDITABLE_FOR)
    if same.update(answer=text, answer_edited_at=now, changed_at=now) != 1:
        raise Stale("An answer can be changed for 15 minutes; after that, add a clarification to the brief.", row=found.challenge)
    record(found, "mend", by=by, note=found.answer)
    found.answer, found.answer_edited_at, found.changed_at = text, now, now
    forget()
    return found


@run_atomic
def decline_question(question: Question, *, by: User) -> Question:
    """The owner leaves it without an answer: nobody else sees it, and the asker is told in the app. Raises Stale when it does not wait any more."""
    found = reread(question)
    move(found, "decline", by=by)
    uncount(found)
    notices.tell_declined(found)
    read_if_done(found, by)
    return found


@run_atomic
def withdraw_question(question: Question, *, by: User) -> Question:
    """The asker takes it back before it was answered."""
    found = reread(question)
    move(found, "withdraw", by=by)
    uncount(found)
    return found


def reread(question: Question) -> Question:
    return Question.objects.select_related("challenge", "asker", "owner").get(pk=question.pk)


def read_if_done(question: Question, owner: User) -> None:
    """What the owner was told about questions here is read once none of them waits."""
    if not Question.objects.filter(challenge=question.challenge_id, status="waiting", hidden_at=None).exists():
        read_about(owner, notices.address(question))


def uncount(question: Question) -> None:
    """One question less waits for its owner; a hidden one did not wait."""
    if question.hidden_at is None:
        rows = Challenge.objects.filter(pk=question.challenge_id, unanswered_count__gt=0)
        rows.update(unanswered_count=F("unanswered_count") - 1)
