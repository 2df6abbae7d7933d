"""Who is asking: a session and its person are read with every page, by statements that stay compiled."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.sessions.backends import cached_db, db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from apps.core.prepared import Prepared

from .models import User


@Prepared
def session_of(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@Prepared
def person(pk: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


class SessionStore(cached_db.SessionStore if settings.REDIS_URL else db.SessionStore):  # type: ignore[misc]
    """Sessions in the database; with Redis, read from there first."""

    cache_key_prefix = cached_db.KEY_PREFIX

    def _get_session_from_db(self) -> Session | None:
        found = [one for one in session_of(self.session_key) if one.expire_date > timezone.now()] if self.session_key else []
        if not found:
            self._session_key = None  # another's choice of a key is never taken over
        return found[0] if found else None


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in by e-mail; the person of a session as above."""

    def get_user(self, user_id: Any) -> User | None:
        found = person(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
