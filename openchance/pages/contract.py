from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from apps.contracts.models import Contract


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(Contract.objects.visible_to(request.user), pk=pk)
    return HttpResponse("")
