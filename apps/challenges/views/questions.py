"""Doors of public questions. The owner's answer has its door in applications, because applicants are told of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.challenges import services
from apps.challenges.models import Challenge, Question
from apps.challenges.permissions import why_not_ask
from apps.challenges.questionforms import AnswerForm, AskForm, ReportForm
from apps.challenges.talk import answered_of, talk_of, unpublished_of, waiting_of
from apps.core.errors import NotAllowed, Refused
from apps.core.keyset import keyset_page
from apps.core.limits import limit
from apps.core.permissions import is_owner

from .fetching import visible_challenge
from .verbs import asks_first

MOST = 200  # waiting ones on one page; there are never more


def visible_question(request: HttpRequest, pk: UUID) -> Question:
    """The question, if this person may see it and its challenge. Raises Http404."""
    rows: Any = Question.objects.visible_to(request.user).select_related("challenge", "challenge__owner", "asker", "owner")
    found: Question = get_object_or_404(rows, pk=pk)
    if not Challenge.objects.visible_to(request.user).filter(pk=found.challenge_id).exists():
        raise Http404
    return found


def back(challenge: Challenge) -> HttpResponse:
    return redirect(f"{challenge.get_absolute_url()}#questions")


@login_not_required
@require_safe
def index(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All questions of a challenge: the answered ones page by page, above them what waits."""
    challenge, user = visible_challenge(request, code), request.user
    if challenge.is_draft:
        raise Http404
    page = keyset_page(answered_of(challenge), "-answered_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    first = not page.newer
    words: dict[str, Any] = {"challenge": challenge, "page": page, "talk": talk_of(challenge, user)}
    words["waiting"] = waiting_of(challenge, user, MOST) if first and user.is_authenticated and challenge.unanswered_count else []
    words |= {"newer": f"?before={page.newer}" if page.newer else "", "older": f"?after={page.older}" if page.older else ""}
    words["unpublished"] = unpublished_of(challenge, user, MOST) if first and user.is_authenticated else []
    for one in (*page.rows, *words["waiting"], *words["unpublished"]):
        one.challenge = challenge
    return render(request, "challenges/questions.html", words)


@asks_first
def ask(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form by itself, also for those who came from the challenge's page without a script, or had something to mend."""
    challenge = visible_challenge(request, code)
    user: Any = request.user
    if challenge.is_draft:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    why = why_not_ask(user, challenge)
    if form.is_bound and form.is_valid() and not why:
        try:
            limit(request, "ask", "20/h")
            services.ask(challenge, by=user, text=form.cleaned_data["text"])
        except services.AlreadyAsked as refusal:
            messages.info(request, refusal.sentence)
            return back(challenge)
        except Refused as refusal:
            return written(request, "ask", challenge, form, refusal=refusal)
        messages.success(request, f"{challenge.owner} was asked. You hear of the answer.")
        return back(challenge)
    status = 422 if form.errors else 409 if form.is_bound else 200
    return written(request, "ask", challenge, form, status=status, why=why)


def written(
    request: HttpRequest, page: str, challenge: Challenge, form: forms.Form, *, refusal: Refused | None = None, status: int = 200, **words: Any
) -> HttpResponse:
    """The page of a form; a refusal stands where the reader looks, and nothing typed is lost."""
    if refusal is not None:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        status = refusal.status_code
    return render(request, f"challenges/{page}.html", {"challenge": challenge, "form": form, **words}, status=status)


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    question = services.withdraw_question(visible_question(request, pk), by=user)
    messages.success(request, "Your question is taken back.")
    return back(question.challenge)


@require_POST
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    question = services.decline_question(visible_question(request, pk), by=user)
    messages.success(request, f"Left without an answer. Nobody but {question.asker} has seen it.")
    return back(question.challenge)


@asks_first
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The answer, for a quarter of an hour after it was given."""
    question = visible_question(request, pk)
    user: Any = request.user
    if not is_owner(user, question):
        raise NotAllowed("Only the challenger can change the answer.", row=question.challenge)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": question.answer})
    if form.is_bound and form.is_valid():
        try:
            services.mend_answer(question, form.cleaned_data["text"], by=user)
        except Refused as refusal:
            return written(request, "answer", question.challenge, form, refusal=refusal, question=question)
        messages.success(request, "Your answer says this now.")
        return back(question.challenge)
    return written(request, "answer", question.challenge, form, status=422 if form.errors else 200, question=question)


@asks_first
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    question = visible_question(request, pk)
    user: Any = request.user
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            limit(request, "report", "30/h")
            fresh = services.report_question(question, by=user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            return written(request, "report", question.challenge, form, refusal=refusal, question=question)
        messages.success(
            request, "Thank you. A moderator will look at it." if fresh else "You have reported this already; a moderator will look at it."
        )
        return back(question.challenge)
    return written(request, "report", question.challenge, form, status=422 if form.errors else 200, question=question)
