"""The site's own settings in an environment made for tests: the databases are the ones asked for, everything outside the house is off.

`DATABASE_URL` and `REDIS_URL` of the environment choose the engines, as they do for the site. What a developer's `.env` says is overruled, so that
no test ever reaches a real account.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="openchance-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

os.environ |= {
    "DEBUG": "0",
    "SECRET_KEY": "a-secret-that-only-tests-know-0123456789abcdef",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "ALLOW_SANDBOX_PAYMENTS": "1",
    "RATELIMIT_ENABLE": "0",
    "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{SCRATCH}/site.sqlite3",
    "REDIS_URL": os.environ.get("REDIS_URL", ""),
}
OUTSIDE: tuple[str, ...] = (
    "S3_BUCKET",
    "SENDGRID_API_KEY",
    "SENDGRID_WEBHOOK_PUBLIC_KEY",
    "EMAIL_URL",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRETS",
    "SENTRY_DSN",
    "OPENAI_API_KEY",
    "TWILIO_ACCOUNT_SID",
)
OUTSIDE += ("VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY", "VAPID_SUBJECT", "PUSH_HOSTS", "TWILIO_FROM", "TEXT_COUNTRIES")
os.environ |= dict.fromkeys(OUTSIDE, "")
if os.environ["REDIS_URL"]:  # a numbered database of this worker's own: tests empty it
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{8 + int(WORKER[2:]) % 8}"

from openchance.settings import *  # noqa: E402, F403
from openchance.settings import DATABASES, QUEUES, REDIS_URL  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "tests.sqlite3")}  # a file: threads cannot share one in memory as they share a real one
if REDIS_URL:
    RQ_QUEUES = {name: {"URL": REDIS_URL, "ASYNC": False} for name in QUEUES}  # a job is done when it is enqueued, as it is without Redis

MEDIA_ROOT, STATIC_ROOT = SCRATCH / "media", SCRATCH / "static"  # nothing of a site that was served from here
STATIC_ROOT.mkdir()
EMAIL_FILE_PATH = SCRATCH / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
DRAW_DOCUMENTS_AT_ONCE = False  # tests that are about PDF files ask for them
SELLER_NAME, SELLER_ADDRESS, SELLER_COUNTRY, SELLER_TAX_ID, TAX_NOTE = "OpenChance", ["Marktgasse 1", "1000 Musterstadt"], "DE", "DE123456789", ""
