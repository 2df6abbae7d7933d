"""The door to the owner's answer to a public question."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from apps.applications import services
from apps.challenges.questionforms import AnswerForm
from apps.challenges.views.questions import back, visible_question, written
from apps.challenges.views.verbs import asks_first
from apps.core.errors import NotAllowed, Refused
from apps.core.moves import stale
from apps.core.permissions import is_owner

from .doors import SignedIn


@asks_first
def answer_question(request: SignedIn, pk: UUID) -> HttpResponse:
    """The form by itself; the challenge's page has the same one."""
    question = visible_question(request, pk)
    if not is_owner(request.user, question):
        raise NotAllowed("Only the challenger answers.", row=question.challenge)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_bound and not question.is_waiting:
        raise stale(question)
    if form.is_bound and form.is_valid():
        try:
            services.answer_question(question, form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            return written(request, "answer", question.challenge, form, refusal=refusal, question=question)
        messages.success(request, "Question and answer are public.")
        return back(question.challenge)
    return written(request, "answer", question.challenge, form, status=422 if form.errors else 200, question=question)
