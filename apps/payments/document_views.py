"""Doors to documents: the list, one as a page, and its file."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.uploads import StoredFile, serve

from . import documents
from .documents.listing import KINDS, Shelf
from .documents.rendering import Sheet
from .models import Document


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shelf = Shelf.of(cast(Any, request.user), request.GET)
    page = shelf.page(after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "shelf": shelf,
        "documents": page.rows,
        "kinds": KINDS,
        "years": shelf.years(),
        "newer": shelf.address(before=page.newer) if page.newer else "",
        "older": shelf.address(after=page.older) if page.older else "",
    }
    return render(request, "payments/documents.html", context)


def find(request: HttpRequest, pk: UUID) -> Document:
    visible = Document.objects.visible_to(request.user).select_related("contract", "milestone", "person", "replaces")
    document: Document = get_object_or_404(visible, pk=pk)
    return document


@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To read and to print, also where the server cannot make PDF files."""
    document = documents.number(find(request, pk))
    corrections = document.corrections.filter(serial__gt=0).order_by("created_at")
    return render(request, "payments/document.html", {"document": document, "sheet": Sheet.of(document), "corrections": corrections})


@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, made now if nobody had the time yet."""
    return serve(cast(StoredFile, documents.finish(find(request, pk))))
