"""The owner's answer to a public question: whoever has applied hears of it as of a clarification."""

from apps.applications.models import Application
from apps.challenges import services as challenges
from apps.challenges.models import Question
from apps.challenges.question_notices import tell_answered
from apps.core.db import run_atomic
from apps.users.models import User


@run_atomic
def answer_question(question: Question, text: str, *, by: User) -> Question:
    """Question and answer are public; the asker and every live applicant are told. The same answer pressed twice is one.

    Raises Stale when it was answered, taken back or closed meanwhile, NotAllowed for others than the owner, Refused without words.
    """
    found = Question.objects.select_related("challenge", "challenge__owner", "asker", "owner").get(pk=question.pk)
    if found.status == "answered" and found.answer == text.replace("\r\n", "\n").strip() and by.pk == found.owner_id:
        return found
    challenges.answer(found, text, by=by)
    for one in Application.objects.filter(challenge=found.challenge).live().select_related("solver"):
        if one.solver_id != found.asker_id:
            tell_answered(found, one.solver)
    return found
