"""Settings → phone."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import Refused
from apps.core.limits import limit
from apps.notifications.models import Phone

from . import twilio, verifying
from .forms import CodeForm, NumberForm
from .numbers import spoken

START_WORDS = "You sent STOP. To get texts again, send START {to} from this phone."
FAILURE_WORDS = "About this number we were told: {why}. If that is mended, verify it again; else take another one."


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(request: HttpRequest, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    """The page as it stands, with forms that came back."""
    user: Any = request.user
    phone = Phone.objects.filter(user=user).first()
    waits = bool(phone and phone.code_hash and phone.code_sent_at and timezone.now() - phone.code_sent_at < verifying.VALID)
    context = {
        "phone": phone,
        "number": spoken(phone.number) if phone else "",
        "wanted": spoken(phone.wanted) if phone and waits else "",
        "until": phone.code_sent_at + verifying.VALID if phone and phone.code_sent_at else None,
        "number_form": NumberForm(country=user.country),
        "code_form": CodeForm(),
        "start_words": START_WORDS.format(
            to=f"to {spoken(settings.TWILIO_FROM)}" if settings.TWILIO_FROM.startswith("+") else "in answer to our last text"
        ),
        "failure_words": FAILURE_WORDS.format(why=phone.failure) if phone and phone.failure else "",
        "is_on": twilio.is_on(),
    }
    return render(request, "settings/phone.html", context | forms_, status=status)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = NumberForm(request.POST, country=user.country)
    if not form.is_valid():
        return shown(request, 422, number_form=form)
    limit(request, "phone", "20/h")
    try:
        verifying.ask(user, form.cleaned_data["number"])
    except Refused as refusal:
        form.add_error("number", refusal.sentence)
        return shown(request, refusal.status_code, number_form=form)
    messages.success(request, "A code is on its way.")
    return redirect("phone:page")


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return shown(request, 422, code_form=form)
    try:
        verifying.confirm(request.user, form.cleaned_data["code"])  # type: ignore[arg-type]
    except Refused as refusal:
        form.add_error("code", refusal.sentence)
        return shown(request, refusal.status_code, code_form=form)
    messages.success(request, "Your number is verified.")
    return redirect("phone:page")


@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    phone = Phone.objects.filter(user=request.user).first()  # type: ignore[misc]
    if phone:
        verifying.forget_code(phone)
    return redirect("phone:page")


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    if verifying.remove(request.user):  # type: ignore[arg-type]
        messages.success(request, "Your number is removed. You get no more texts.")
    return redirect("phone:page")
