"""Pages: `granian --interface wsgi openchance.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openchance.settings")
application = get_wsgi_application()

# What is loaded now stays as long as the process. Python's search for cycles would go through all of it every few requests: a fifth of a page's time.
get_resolver()._populate()  # loads every page's code
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
