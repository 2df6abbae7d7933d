"""All settings, read from the environment (and from `.env`, where there is one); `.env.example` explains each variable."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")  # what the environment says already wins

DEBUG = env.bool("DEBUG", default=False)


def required(name: str, why: str, *, default: str) -> str:
    """The variable `name`; on a developer's machine `default` will do, in production a missing one stops the start."""
    value: str = env.str(name, default="")
    if not value and not DEBUG:
        raise ImproperlyConfigured(f"Set {name}: {why}. See .env.example (or set DEBUG=1 on a laptop).")
    return value or default


SECRET_KEY = required("SECRET_KEY", "sessions and signed links need a long random secret", default="not-a-secret" * 5)
SITE_URL = required("SITE_URL", "links in e-mails need the site's address", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", SITE_URL.split("//")[-1].split(":")[0]])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "openchance",
    "apps.messages",
    "apps.reviews",
    "apps.payments",
    "apps.contracts",
    "apps.applications",
    "apps.challenges",
    "apps.notifications",
    "apps.users",
    "apps.core",
    "openchance.admin_config.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "apps.core.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.users.middleware.SuspendedAreOut",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.core.middleware.PageHabits",
]

ROOT_URLCONF = "openchance.urls"
WSGI_APPLICATION = "openchance.wsgi.application"
ASGI_APPLICATION = "openchance.asgi.application"

FORM_RENDERER = "apps.core.faces.widgets.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.core.forgery.csrf_token",
                "csp.context_processors.nonce",
                "apps.notifications.context_processors.unread",
                "apps.notifications.context_processors.own_device",
            ],
            "builtins": ["django.templatetags.static", "django.contrib.humanize.templatetags.humanize", "apps.core.templatetags.house"],
        },
    }
]

# --- database: SQLite, or MongoDB with DATABASE_URL=mongodb://… ---

DATABASE_URL: str = env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'openchance.sqlite3'}")


def database(url: str) -> dict[str, Any]:
    if url.startswith(("mongodb://", "mongodb+srv://")):
        path = url.split("//", 1)[1].partition("/")[2].partition("?")[0]
        return {"ENGINE": "apps.core.mongodb", "HOST": url, "NAME": path or "openchance", "OPTIONS": {"tz_aware": False}}
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
            },
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or mongodb://.")


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache, sessions, sockets, jobs: in the process, or Redis with REDIS_URL ---

REDIS_URL: str = env.str("REDIS_URL", default="")
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "apps.users.sessions"
LIVE_CHANNEL = "openchance.live"  # what open pages should hear, in Redis; without it within the process
QUEUES = ["default", "papers"]  # a worker looks into them in this order: money and mail before PDF files
TASKS: dict[str, Any] = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": QUEUES}}
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": QUEUES}}
    RQ_QUEUES = {name: {"URL": REDIS_URL, "DEFAULT_TIMEOUT": 300} for name in QUEUES}
    RQ = {
        "QUEUE_CLASS": "apps.core.jobs.Queue",
        "JOB_CLASS": "django_tasks_rq.Job",  # what a worker makes of a task: RQ's own class cannot call one
        "WORKER_CLASS": "rq.SimpleWorker",  # no fork for each job, which would begin with new connections; what dies is done again
    }
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]

# --- files: var/media, or S3 with S3_BUCKET; static files by WhiteNoise ---

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = BASE_DIR / "var" / "media"
STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "apps.core.staticfiles.BundledStaticFilesStorage"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = DEBUG
S3_BUCKET: str = env.str("S3_BUCKET", default="")
S3_REGION: str = env.str("S3_REGION", default="")
S3_ENDPOINT_URL: str = env.str("S3_ENDPOINT_URL", default="").rstrip("/")  # another server that speaks S3
CLOUDFRONT_DOMAIN: str = env.str("CLOUDFRONT_DOMAIN", default="")
CLOUDFRONT_KEY_ID: str = env.str("CLOUDFRONT_KEY_ID", default="")
CLOUDFRONT_KEY: str = env.str("CLOUDFRONT_KEY", default="").replace("\\n", "\n")  # PEM, on one line
UPLOAD_DAILY_MB = env.int("UPLOAD_DAILY_MB", default=1000)  # that one person may send within a day


def bucket(name: str, *, region: str = "", endpoint: str = "", domain: str = "", key_id: str = "", key: str = "") -> dict[str, Any]:
    """The private bucket `name`; read by links that expire, through CloudFront where its domain and its key are given."""
    from botocore.config import Config

    style = "path" if endpoint else "virtual"  # a bucket's own host, in its region: browsers follow no redirect when they post
    patience = {"connect_timeout": 3, "read_timeout": 20, "retries": {"total_max_attempts": 2}}
    own = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}  # other servers know no newer ones
    options: dict[str, Any] = {
        "bucket_name": name,
        "region_name": region or None,
        "endpoint_url": endpoint or None,
        "client_config": Config(signature_version="s3v4", s3={"addressing_style": style}, **patience, **own),
        "querystring_expire": 300,
        "default_acl": None,
        "file_overwrite": True,  # no key is used twice: nobody has to look first
    }
    if domain and key_id and key:
        options |= {"custom_domain": domain, "cloudfront_key_id": key_id, "cloudfront_key": key.encode()}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


S3_ORIGINS: list[str] = []  # where browsers may post files to
if S3_BUCKET:
    STORAGES["default"] = bucket(
        S3_BUCKET, region=S3_REGION, endpoint=S3_ENDPOINT_URL, domain=CLOUDFRONT_DOMAIN, key_id=CLOUDFRONT_KEY_ID, key=CLOUDFRONT_KEY
    )
    S3_ORIGINS = ["/".join(S3_ENDPOINT_URL.split("/")[:3]) or f"https://{S3_BUCKET}.s3{f'.{S3_REGION}' if S3_REGION else ''}.amazonaws.com"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # of form fields; files have limits of their own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- e-mail: var/mail and /dev/mail/, SendGrid with SENDGRID_API_KEY, or any server with EMAIL_URL ---

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="OpenChance <hello@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SENDGRID_API_KEY: str = env.str("SENDGRID_API_KEY", default="")
SENDGRID_WEBHOOK_PUBLIC_KEY: list[str] = env.list("SENDGRID_WEBHOOK_PUBLIC_KEY", default=[])  # of the event webhook; two while one is rotated
EMAIL_URL: str = env.str("EMAIL_URL", default="")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"
EMAIL_TIMEOUT = 20  # seconds for each answer; far below a delivery's lease of two minutes
ANYMAIL = {
    "SENDGRID_API_KEY": SENDGRID_API_KEY,
    "SENDGRID_API_URL": env.str("SENDGRID_API_URL", default="https://api.sendgrid.com/v3/"),
    "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
}
if SENDGRID_API_KEY:
    EMAIL_BACKEND = "anymail.backends.sendgrid.EmailBackend"
elif EMAIL_URL:
    smtp = urlsplit(EMAIL_URL)
    if smtp.scheme not in ("smtp", "smtp+tls", "smtps") or not smtp.hostname:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@host:587 (smtps:// for port 465, smtp:// without TLS).")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = smtp.hostname, unquote(smtp.username or ""), unquote(smtp.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = smtp.scheme == "smtps", smtp.scheme == "smtp+tls"
    EMAIL_PORT = smtp.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)

# --- push to devices: into the log, or Web Push with VAPID_PRIVATE_KEY (manage.py make_vapid_keys) ---

VAPID_PRIVATE_KEY: str = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_PUBLIC_KEY: str = env.str("VAPID_PUBLIC_KEY", default="")
VAPID_SUBJECT: str = env.str("VAPID_SUBJECT", default="") or f"mailto:{DEFAULT_FROM_EMAIL.split('<')[-1].rstrip('>')}"
PUSH_HOSTS: list[str] = env.list("PUSH_HOSTS", default=[])  # besides those in apps/notifications/push/hosts.py
PUSH_TIMEOUT: float = env.float("PUSH_TIMEOUT", default=10.0)  # seconds for everything together

# --- texts: into the log, or Twilio with TWILIO_ACCOUNT_SID ---

TWILIO_ACCOUNT_SID: str = env.str("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN: str = env.str("TWILIO_AUTH_TOKEN", default="")
TWILIO_FROM: str = env.str("TWILIO_FROM", default="")  # a number of ours, or MG… for a messaging service
TWILIO_API_URL: str = env.str("TWILIO_API_URL", default="https://api.twilio.com")
TWILIO_TIMEOUT: float = env.float("TWILIO_TIMEOUT", default=10.0)  # seconds for an answer
TEXTS_PER_DAY = env.int("TEXTS_PER_DAY", default=10)  # to one person, codes aside; 0: as many as there are
CODES_PER_DAY = env.int("CODES_PER_DAY", default=500)  # to everybody together: a flood of them costs the operator money
TEXT_COUNTRIES: list[str] = env.list("TEXT_COUNTRIES", default=[])  # two letters each; empty: everywhere

# --- accounts ---

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["apps.users.sessions.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name", "handle")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "apps.notifications.adapter.PostingAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FORM_CLASS = "apps.users.forms.SignupDetails"
ACCOUNT_FORMS = {
    "login": "apps.users.account_forms.LoginForm",
    "signup": "apps.users.account_forms.SignupForm",
    "add_email": "apps.users.account_forms.AddEmailForm",
    "change_password": "apps.users.account_forms.ChangePasswordForm",
    "set_password": "apps.users.account_forms.SetPasswordForm",
    "reset_password": "apps.users.account_forms.ResetPasswordForm",
    "reset_password_from_key": "apps.users.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "apps.users.account_forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # with "optional", registration would have to tell which addresses have an account
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that registered
ACCOUNT_LOGIN_TIMEOUT = 60 * 60  # from registering to pressing the link, to be signed in by it
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners open links
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes its place when it is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # the password again, before the e-mail address changes
ACCOUNT_SESSION_REMEMBER = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # rate limits by the visitor's address

# --- browser: cookies, HTTPS, Content-Security-Policy ---

HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS and not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "openchance.errors.csrf_failure"

from csp.constants import NONCE, NONE, SELF  # noqa: E402

FORM_ACTIONS = [SELF]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *S3_ORIGINS],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": FORM_ACTIONS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- words and times ---

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"  # stored and computed in UTC; shown in the reader's zone
USE_TZ = True
USE_I18N = False  # the site speaks English

# --- the marketplace's own rules ---

FEE_BASIS_POINTS = env.int("FEE_BASIS_POINTS", default=800)  # of what is released; copied onto each contract
REVIEW_DAYS = env.int("REVIEW_DAYS", default=14)  # from a delivery to its automatic release
REVIEW_REMINDER_DAYS = env.int("REVIEW_REMINDER_DAYS", default=2)  # before that
DISPUTE_DAYS = env.int("DISPUTE_DAYS", default=5)  # in which both sides of a dispute state their amounts; copied onto each
REVIEW_BLIND_DAYS = env.int("REVIEW_BLIND_DAYS", default=14)  # after which a lone review is shown
PAYOUT_RESERVE_DAYS = env.int("PAYOUT_RESERVE_DAYS", default=0)  # from a release to its transfer; staff may set others for a person
RECONCILE_HOUR = env.int("RECONCILE_HOUR", default=3)  # UTC, from which on our books are compared with the gateway's, once a day
EVIDENCE_HOURS = env.int("EVIDENCE_HOURS", default=48)  # before the bank's deadline, our evidence against a chargeback goes out by itself
TERMS_VERSION = env.str("TERMS_VERSION", default="2026-11-01")  # of the terms that people agree to now; named in evidence
CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "NZD", "BRL", "INR", "SGD", "JPY", "KRW", "KWD", "BHD"]
CURRENCIES += ["HUF", "ISK", "TWD", "UGX"]

# --- who runs the marketplace, as invoices and receipts name it ---

SELLER_NAME: str = env.str("SELLER_NAME", default="OpenChance")
SELLER_ADDRESS: list[str] = [line.strip() for line in env.str("SELLER_ADDRESS", default="").split("|") if line.strip()]
SELLER_COUNTRY: str = env.str("SELLER_COUNTRY", default="")  # two letters
SELLER_TAX_ID: str = env.str("SELLER_TAX_ID", default="")
TAX_NOTE: str = env.str("TAX_NOTE", default="")  # the operator's own sentence about VAT, printed on invoices and their credit notes
DRAW_DOCUMENTS_AT_ONCE = bool(REDIS_URL)  # by the worker; without one the clocks draw PDF files, or whoever downloads first

# --- payments: Stripe with STRIPE_SECRET_KEY ---

STRIPE_SECRET_KEY: str = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_ACCOUNT: str = env.str("STRIPE_ACCOUNT", default="")  # acct_… that the key should be of
STRIPE_WEBHOOK_SECRETS: list[str] = env.list("STRIPE_WEBHOOK_SECRETS", default=[])  # of both endpoints; two of each while one is rotated
STRIPE_API_URL: str = env.str("STRIPE_API_URL", default="https://api.stripe.com")
STRIPE_FILES_URL: str = env.str("STRIPE_FILES_URL", default="https://files.stripe.com")
STRIPE_CONNECT_URL: str = env.str("STRIPE_CONNECT_URL", default="https://connect.stripe.com")
STRIPE_TIMEOUT: float = env.float("STRIPE_TIMEOUT", default=20.0)  # seconds for an answer; far below an operation's lease of two minutes
STRIPE_PAGES: list[str] = env.list("STRIPE_PAGES", default=["https://checkout.stripe.com", STRIPE_CONNECT_URL])
if STRIPE_SECRET_KEY:  # browsers ask form-action also about where the answer to a form redirects
    FORM_ACTIONS.extend(STRIPE_PAGES)

# --- payments: the sandbox otherwise ---

ALLOW_SANDBOX_PAYMENTS = env.bool("ALLOW_SANDBOX_PAYMENTS", default=DEBUG)
SANDBOX_WEBHOOK_SECRET: str = env.str("SANDBOX_WEBHOOK_SECRET", default=SECRET_KEY)
SANDBOX_WEBHOOK_URL: str = env.str("SANDBOX_WEBHOOK_URL", default="")  # where webhooks go; empty: to this process
SANDBOX_CHAOS: str = env.str("SANDBOX_CHAOS", default="")  # late, twice, shuffle: how badly webhooks arrive

RATELIMIT_ENABLE = env.bool("RATELIMIT_ENABLE", default=True)
RATELIMIT_IP_META_KEY = "apps.core.middleware.client_address"
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.E003", "django_ratelimit.W001"]  # one process without Redis: its memory will do

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "weasyprint": {"level": "CRITICAL"},
        "fontTools": {"level": "ERROR"},
    },
}
