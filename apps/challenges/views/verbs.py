from django.http import HttpRequest, HttpResponse


def publish(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return HttpResponse("")


close = reopen = extend = delete = duplicate = publish
