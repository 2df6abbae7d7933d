"""The front page: what this is, what is open, how the money is protected. Every figure on it is counted."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from apps.challenges import faces
from apps.challenges.search.fields import fields_of_work, names_of_fields
from apps.challenges.search.memory import remembered
from apps.challenges.search.query import Query
from apps.challenges.search.results import newest

from .figures import figures

SHOWN = 7


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The same for everybody but its head, so its body is drawn once in a moment."""
    return render(request, "pages/home.html", {"body": remembered(draw, "home")})


def draw() -> str:
    names, counted = names_of_fields(), figures()
    context = {
        "rows": [faces.row(row, names) for row in newest(Query(), SHOWN)],
        "figures": counted,
        "fields": [(one.name, one.slug, counted.by_field.get(one.key, 0)) for one in fields_of_work()],
    }
    return render_to_string("pages/home_body.html", context)
