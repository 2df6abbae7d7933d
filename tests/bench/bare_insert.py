"""The baseline of writing: a Django model with one column, and one view that inserts a row of it."""

import os
import uuid

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

if not settings.configured:
    from openchance.settings import database

    settings.configure(
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.bench.bare_insert",
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
        DATABASES={"default": database(os.environ["DATABASE_URL"])},
        USE_TZ=True,
    )
    application = get_wsgi_application()


class Line(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_column="_id")
    words = models.CharField(max_length=200)

    class Meta:
        app_label = "bench"
        db_table = "bench_line"

    def __str__(self) -> str:
        return self.words


def make_table() -> None:
    """Once for a database."""
    if Line._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Line)


def add(words: str) -> None:
    Line(words=words).save(force_insert=True)


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        add(request.body[:100].decode())
    return HttpResponse("Inserted")


urlpatterns = [path("", insert)]
