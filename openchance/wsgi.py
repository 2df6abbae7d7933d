"""Pages: `granian --interface wsgi openchance.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openchance.settings")
application = get_wsgi_application()
