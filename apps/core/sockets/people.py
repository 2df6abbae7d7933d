"""Whose socket it is: read from the session at the handshake, looked up again as long as the socket lives."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model, load_backend
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import constant_time_compare

threads = ThreadPoolExecutor(4, thread_name_prefix="socket")  # questions to the database, of all sockets of this process


@dataclass(slots=True)
class Person:
    """The user as of the last look, and what the session said of them when the socket was opened."""

    user: Any
    session: str
    hash: str

    @property
    def key(self) -> str:
        return str(self.user.pk)


async def in_thread(function: Any, *words: Any) -> Any:
    """What `function` returns, called in one of a few threads."""
    return await asyncio.get_running_loop().run_in_executor(threads, partial(connected, function, *words))


def connected(function: Any, *words: Any) -> Any:
    close_old_connections()
    try:
        return function(*words)
    finally:
        close_old_connections()


def cookie(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The session's key, as the browser sent it; "" without one."""
    try:
        jar = SimpleCookie(b"; ".join(value for name, value in headers if name == b"cookie").decode("latin-1"))
    except CookieError:
        return ""
    found = jar.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def who(key: str) -> Person | None:
    """The person signed in by the session with this key; None where there is no session, or its user's password or epoch has changed since."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    path, said = session.get(BACKEND_SESSION_KEY), session.get(HASH_SESSION_KEY, "")
    if path not in settings.AUTHENTICATION_BACKENDS or not session.session_key:
        return None
    user = load_backend(path).get_user(get_user_model()._meta.pk.to_python(session[SESSION_KEY]))
    return Person(user, session.session_key, said) if user is not None and signed_by(user, said) else None


def signed_by(user: Any, said: str) -> bool:
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(one, said) for one in hashes)


def look_again(people: list[Person]) -> set[str]:
    """Session keys of those who are signed in still; their users are as they are now. Two questions, however many people."""
    sessions = {one.session for one in people}
    alive = set(Session.objects.filter(session_key__in=list(sessions), expire_date__gt=timezone.now()).values_list("session_key", flat=True))
    users = get_user_model().objects.filter(pk__in=list({one.user.pk for one in people if one.session in alive}), is_active=True)
    now = {user.pk: user for user in users}
    good = set()
    for one in people:
        user = now.get(one.user.pk)
        if one.session in alive and user is not None and signed_by(user, one.hash):
            one.user = user
            good.add(one.session)
    return good
