"""Pages about oneself."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import Refused
from apps.core.text import render_markdown
from apps.users import services
from apps.users.forms import AvatarForm, ProfileForm
from apps.users.models import User


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return redirect("settings:profile")


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The form; with `preview` or `grow` pressed it comes back as typed, without JavaScript too."""
    user: Any = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))  # a copy: a refused form must not change the page's user
    context: dict[str, Any] = {"form": form, "avatar_form": AvatarForm()}
    if request.method == "POST":
        if "preview" in request.POST or "grow" in request.POST:
            return render(request, "settings/profile.html", context | typed(request, form))
        if form.is_valid():
            services.save_profile(user, **form.words)
            messages.success(request, "Your profile is saved.")
            return redirect("settings:profile")
    return render(request, "settings/profile.html", context, status=422 if form.errors else 200)


def typed(request: HttpRequest, form: ProfileForm) -> dict[str, Any]:
    """The form as it was sent, nothing checked yet; one more empty line in the list whose button was pressed."""
    grown = request.POST.get("grow", "")
    initial = {name: field.widget.value_from_datadict(request.POST, request.FILES, name) for name, field in form.fields.items()}
    again = ProfileForm(instance=form.instance, initial=initial)
    if grown in ("skills", "links"):
        again.fields[grown].widget.spare += 2
    return {"form": again, "preview": render_markdown(str(initial["bio"] or "")) if "preview" in request.POST else "", "grown": grown}


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The fragment that HTMX puts below the text."""
    return render(request, "settings/_preview.html", {"preview": render_markdown(request.POST.get("bio", "")[:5000])})


@require_POST
def avatar(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = AvatarForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.set_avatar(user, form.cleaned_data["picture"])
        except ValidationError as error:
            form.add_error("picture", error)
        except Refused as refusal:  # the storage does not answer
            form.add_error("picture", refusal.sentence)
        else:
            messages.success(request, "Your picture is saved.")
            return redirect("settings:profile")
    context = {"form": ProfileForm(instance=user), "avatar_form": form}
    return render(request, "settings/profile.html", context, status=422)


@require_POST
def remove_avatar(request: HttpRequest) -> HttpResponse:
    services.remove_avatar(request.user)  # type: ignore[arg-type]
    messages.success(request, "Your picture is removed.")
    return redirect("settings:profile")


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    pending = EmailAddress.objects.filter(user=request.user, verified=False).exclude(email=request.user.email).first()  # type: ignore[union-attr]
    return render(request, "settings/account.html", {"pending": pending, "account_tab": True})
