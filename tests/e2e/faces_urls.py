"""Pages for the parts of every page: the style guide, a form, messages, and each error page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import engines
from django.urls import URLPattern, URLResolver, path

from apps.core.faces.showcase import SomeRefusal
from apps.core.views import components
from openchance.urls import urlpatterns as real

FORM = """{% extends "base.html" %}{% block title %}Post{% endblock %}{% block main %}<div class="page"><h1>Post</h1>
<form class="form" method="post" data-keep="post" data-once>{% csrf_token %}{{ problem|safe }}
<div class="field"><label for="title">Title</label><input class="input" id="title" name="title" maxlength="20" data-count></div>
<fieldset class="part"><legend>It is done when</legend><ol class="criteria" data-grow="4">
<li><div class="field"><label class="hidden" for="criterion-1">Criterion 1</label>
<textarea class="input one" id="criterion-1" name="criteria"></textarea></div></li></ol>
<button class="button" name="add" value="criterion" data-grow-add>Add a criterion</button></fieldset>
<button class="button" data-kind="primary">Publish</button></form></div>{% endblock %}"""
WRONG = """<section class="summary" role="alert" tabindex="-1" autofocus data-focus aria-labelledby="problems">
<h2 id="problems">One thing to put right</h2>
<ul><li><a href="#title">Title: say more</a></li></ul></section>"""


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("title") == "lost":
        return HttpResponseRedirect("/accounts/login/?next=/try/form/")
    if request.method == "POST" and request.POST.get("title"):
        messages.success(request, "Posted. Somebody will see it.")
        return HttpResponseRedirect("/try/after/")
    context: dict[str, Any] = {"problem": WRONG if request.method == "POST" else ""}
    return HttpResponse(engines["django"].from_string(FORM).render(context, request))


@login_not_required
def after(request: HttpRequest) -> HttpResponse:
    page = '{% extends "base.html" %}{% block title %}After{% endblock %}{% block main %}<div class="page"><h1>After</h1></div>{% endblock %}'
    return HttpResponse(engines["django"].from_string(page).render({}, request))


@login_not_required
def error(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, name.replace("-", "/") + ".html", {"refusal": SomeRefusal()})


urlpatterns: list[URLPattern | URLResolver] = [
    path("dev/components/", components, name="components"),
    path("try/form/", form),
    path("try/after/", after),
    path("try/error/<slug:name>/", error),
    *real,
]
