from django.http import HttpRequest, HttpResponse


def create(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


mine = preview = create


def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return HttpResponse("")
