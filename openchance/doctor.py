"""Which engine serves what, and whether it answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection

from apps.core.ids import uuid7
from apps.core.sockets import publisher
from apps.core.uploads import care


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `ok` False means that something configured does not answer."""

    capability: str
    engine: str
    ok: bool
    hint: str = ""


def look(capability: str, engine: str, question: Callable[[], object], hint: str = "") -> Finding:
    """Ask; the hint says how to switch the engine, or what went wrong."""
    try:
        question()
    except Exception as error:
        return Finding(capability, engine, False, f"{type(error).__name__}: {str(error).splitlines()[0][:140] if str(error) else ''}")
    return Finding(capability, engine, True, hint)


def examine() -> list[Finding]:
    """Every capability, in the order of ARCHITECTURE's table."""
    engines = [database, migrations, full_text, cache_and_sessions, sockets, jobs, files, papers, mail, push, texts, payments, security]
    return [one() for one in engines]


def database() -> Finding:
    mongo = connection.vendor == "mongodb"
    hint = "" if mongo else "DATABASE_URL=mongodb://… for MongoDB"
    return look("database", "MongoDB" if mongo else "SQLite", ask_database, hint)


def ask_database() -> None:
    if connection.vendor == "mongodb":
        hello = getattr(connection, "database").client.admin.command("hello")  # noqa: B009  only our engine has one
        if "setName" not in hello:
            raise RuntimeError("not a replica set: transactions need one (rs.initiate())")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> Finding:
    from django.db.migrations.executor import MigrationExecutor

    def ask() -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise RuntimeError(f"{len(waiting)} waiting: run manage.py migrate")

    return look("migrations", "", ask)


def full_text() -> Finding:
    from django.http import QueryDict

    from apps.challenges.search.query import read
    from apps.challenges.search.results import find

    return look("full text", "text index" if connection.vendor == "mongodb" else "FTS5", lambda: find(read(QueryDict("q=doctor"))))


def ask_redis() -> None:
    import redis

    redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3).ping()


def cache_and_sessions() -> Finding:
    def ask() -> None:
        word = uuid7().hex
        cache.set("doctor", word, 10)
        if cache.get("doctor") != word:
            raise RuntimeError("what was written was not read back")

    return look("cache, sessions", "Redis" if settings.REDIS_URL else "memory, database", ask, "" if settings.REDIS_URL else "REDIS_URL for Redis")


def sockets() -> Finding:
    """What is published is heard; the hint says how many processes listen, which they do from their first socket on."""
    if not settings.REDIS_URL:
        return Finding("sockets", "memory", True, "one process only; REDIS_URL for several")
    listening = 0

    def ask() -> None:
        nonlocal listening
        listening = publisher.listening()
        publisher.check()

    found = look("sockets", "Redis", ask)
    return replace(found, hint=f"{listening} process{'' if listening == 1 else 'es'} with open sockets") if found.ok else found


def jobs() -> Finding:
    if not settings.REDIS_URL:
        return Finding("jobs", "at once", True, "REDIS_URL for RQ")

    def ask() -> None:
        import django_rq
        from rq import Worker

        if not Worker.all(queue=django_rq.get_queue("default")):
            raise RuntimeError("no worker listens: run manage.py rqworker default papers")

    return look("jobs", "RQ", ask)


def files() -> Finding:
    def ask() -> None:
        from django.core.files.base import ContentFile

        name = default_storage.save(f"doctor/{uuid7().hex}.txt", ContentFile(b"doctor"))
        default_storage.delete(name)
        if settings.S3_BUCKET and (problems := care.problems()):
            raise RuntimeError("; ".join(problems))

    hint = settings.CLOUDFRONT_DOMAIN if settings.S3_BUCKET else f"{settings.MEDIA_ROOT}; S3_BUCKET for S3"
    return look("files", f"S3 bucket {settings.S3_BUCKET}" if settings.S3_BUCKET else "disk", ask, hint)


def papers() -> Finding:
    from apps.core.pdf import engine

    return look("PDF files", "WeasyPrint", engine, "documents are issued without it too; their files follow")


def mail() -> Finding:
    if settings.SENDGRID_API_KEY:
        hint = "" if settings.SENDGRID_WEBHOOK_PUBLIC_KEY else "SENDGRID_WEBHOOK_PUBLIC_KEY: without it bounces are not heard of"
        return look("e-mail", "SendGrid", ask_sendgrid, hint)
    if settings.EMAIL_URL:
        return look("e-mail", f"SMTP server {settings.EMAIL_HOST}", ask_mail_server)
    return look(
        "e-mail",
        "var/mail",
        lambda: Path(settings.EMAIL_FILE_PATH).mkdir(parents=True, exist_ok=True),
        "SENDGRID_API_KEY for SendGrid, EMAIL_URL for a mail server",
    )


def push() -> Finding:
    if not settings.VAPID_PRIVATE_KEY:
        return Finding("push", "log", True, "manage.py make_vapid_keys for Web Push")
    from apps.notifications.push.vapid import check

    extra = f"also to {', '.join(settings.PUSH_HOSTS)}" if settings.PUSH_HOSTS else ""
    return look("push", "Web Push", check, extra)


def texts() -> Finding:
    if not settings.TWILIO_ACCOUNT_SID:
        return Finding("texts", "log", True, "TWILIO_ACCOUNT_SID for Twilio")
    from apps.notifications.sms.twilio import check

    return look("texts", "Twilio", check)


def ask_sendgrid() -> None:
    from apps.notifications.sendgrid import public_key

    get_connection().open()
    for key in settings.SENDGRID_WEBHOOK_PUBLIC_KEY:
        public_key(key)


def ask_mail_server() -> None:
    server = get_connection()
    server.open()
    server.close()


def payments() -> Finding:
    if settings.STRIPE_SECRET_KEY:
        return look("payments", "Stripe, real money" if "_live_" in settings.STRIPE_SECRET_KEY else "Stripe, test mode", ask_stripe)

    def ask() -> None:
        if not (settings.DEBUG or settings.ALLOW_SANDBOX_PAYMENTS):
            raise RuntimeError("the sandbox takes no payments in production unless ALLOW_SANDBOX_PAYMENTS=1")

    return look("payments", "sandbox", ask, "no real money moves; STRIPE_SECRET_KEY for Stripe")


def ask_stripe() -> None:
    from apps.payments.gateways import gateway

    gateway("stripe").check()
    if not any(settings.STRIPE_WEBHOOK_SECRETS):
        raise RuntimeError("no STRIPE_WEBHOOK_SECRETS: its webhooks cannot be verified")


def security() -> Finding:
    def ask() -> None:
        if not settings.DEBUG and not settings.HTTPS:
            raise RuntimeError("SITE_URL is not https:// and DEBUG is off")

    return look("HTTPS", "on" if settings.HTTPS else "off", ask, "" if settings.HTTPS else "DEBUG=1: a laptop")
