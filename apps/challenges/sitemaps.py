"""What search engines are told of: listed challenges, newest first."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from .models import Challenge
from .search.query import Query


class ChallengeSitemap(Sitemap[Challenge]):
    limit = 5000
    changefreq = "daily"
    protocol = None

    def items(self) -> QuerySet[Challenge]:
        """Open ones only: the others are kept for those who know them."""
        return Challenge.objects.filter(Query().where()).order_by("-search_serial").only("slug", "code", "changed_at")

    def lastmod(self, item: Challenge) -> datetime:
        return item.changed_at
