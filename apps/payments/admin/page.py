"""A page of our own inside the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.users.permissions import is_finance


def page(request: HttpRequest, template: str, title: str, **words: Any) -> HttpResponse:
    may_act = is_finance(request.user)
    return render(request, f"admin/payments/{template}", {**admin.site.each_context(request), "title": title, "may_act": may_act, **words})
