"""Discover: the whole page, or only its results while somebody types; and the same search as a feed."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from apps.challenges import faces
from apps.challenges.chips import chips_of
from apps.challenges.models import Challenge
from apps.challenges.search.fields import FieldOfWork, fields_of_work, names_of_fields
from apps.challenges.search.memory import remembered
from apps.challenges.search.query import DEADLINES, SORTS, STATUSES, Query, read
from apps.challenges.search.results import Results, find
from apps.challenges.search.stems import skill_key
from apps.core.money import currency_choices

FEED_SIZE = 30
NO_SUCH_PAGE = "That page does not exist any more; this is the first."


class Drawn(NamedTuple):
    """The results of one page, drawn; `found` says how many there are, `feed` is the address of the same search as a feed."""

    html: str
    found: str
    feed: str


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    query = read(request.GET)
    drawn = draw(query) if query.notes else remembered(lambda: draw(query), "results", query.address(), query.after, query.before)
    if request.htmx and request.htmx.target == "results":  # type: ignore[attr-defined]
        said = format_html('<p class="hidden" id="said" hx-swap-oob="innerHTML">{}</p>', drawn.found)
        return vary(push_url(HttpResponse(drawn.html + said), request.path + query.address().removesuffix("?")))
    chosen = replace(query, text="", words=(), sort="newest", after="", before="", notes=())
    context = {"query": query, "drawn": drawn, "filters": filters(chosen, tuple(fields_of_work()))}
    return vary(render(request, "challenges/discover.html", context))


def draw(query: Query) -> Drawn:
    context = results_context(query, find(query))
    return Drawn(render_to_string("challenges/_results.html", context), context["found"], context["feed"])


def vary(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Vary", "HX-Request, HX-Target")
    return response


def results_context(query: Query, results: Results) -> dict[str, Any]:
    names = names_of_fields()
    skills = {skill_key(skill) for skill in query.skills}
    words = frozenset(query.words)
    return {
        "query": query,
        "rows": [faces.row(row, names, words, skills) for row in results.rows],
        "found": counted(results, query),
        "chips": chips_of(query),
        "notes": (*query.notes, NO_SUCH_PAGE) if results.lost else query.notes,
        "sorts": sorts_of(query),
        "newer": query.page("before", results.newer),
        "older": query.page("after", results.older),
        "feed": query.address(sort="newest"),
    }


def sorts_of(query: Query) -> list[tuple[str, str, bool]]:
    """(value, words, whether it is chosen); the usual order has no value, so that it follows when words come and go."""
    names = [name for name in SORTS if query.words or name != "relevance"]
    return [("" if name == query.usual_sort else name, SORTS[name], name == query.sort) for name in names]


def counted(results: Results, query: Query) -> str:
    """“19 challenges”, “2,000+ open challenges”."""
    noun = "challenge" if results.count == 1 and not results.more else "challenges"
    return f"{results.count:,}{'+' if results.more else ''} {STATUSES[query.status].lower()} {noun}"


@lru_cache(maxsize=256)
def filters(query: Query, shelf: tuple[FieldOfWork, ...]) -> str:
    """The filters as they are chosen; `query` is without its words, order and page, so that few forms serve nearly everybody."""
    context = {
        "query": query,
        "fields": [(one.slug, one.name, one in query.fields) for one in shelf],
        "levels": [(level, level in query.difficulties) for level in Challenge.Difficulty.values],
        "currencies": [(code, words, code == query.currency) for code, words in currency_choices()],
        "deadlines": [(days, words, days == query.deadline) for days, words in DEADLINES.items()],
        "statuses": [(name, words, name == query.status) for name, words in STATUSES.items()],
        "skills": ", ".join(query.skills),
    }
    return render_to_string("challenges/_filters.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest matches of a search as an Atom feed."""
    query = replace(read(request.GET), sort="newest", after="", before="")
    results = find(query, FEED_SIZE)
    context = {
        "rows": [(row, settings.SITE_URL + faces.address(row)) for row in results.rows],
        "query": query,
        "site": settings.SITE_URL,
        "here": settings.SITE_URL + request.path + query.address(sort="newest"),
        "page": settings.SITE_URL + faces.list_address(None) + query.address(sort="newest"),
        "updated": results.rows[0].published_at if results.rows else None,
    }
    return render(request, "challenges/feed.xml", context, content_type="application/atom+xml; charset=utf-8")
