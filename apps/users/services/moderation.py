"""What moderators do to accounts. Each verb is an Event; what is so already is refused."""

from allauth.account.models import EmailAddress
from django.db.models import F
from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.live import hang_up
from apps.core.models import record
from apps.users.models import User
from apps.users.permissions import is_moderator


def check_may_judge(user: User, by: User | None) -> None:
    """Raises NotAllowed unless `by` moderates, is not the user, and the user stands no higher. None is the operator at the console."""
    if by is None:
        return
    if not is_moderator(by) or by.pk == user.pk or (user.is_superuser and not by.is_superuser):
        raise NotAllowed("You cannot do this to this account.", row=user)


@run_atomic
def suspend(user: User, *, by: User | None, reason: str) -> None:
    """The user is out at once: every session and open page ends, and signing in says why. Raises Refused without a reason, or twice."""
    check_may_judge(user, by)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Say why: the person reads it when signing in.", field="reason", row=user)
    if len(reason) > 200:
        raise Refused("Say it in 200 characters at most.", field="reason", row=user)
    now = timezone.now()
    standing = User.objects.filter(pk=user.pk, suspended_at=None)
    if standing.update(suspended_at=now, suspension_reason=reason, is_active=False, session_epoch=F("session_epoch") + 1) != 1:
        raise Refused(f"{user} is suspended already.", row=user)
    record(user, "suspend", by=by, note=reason)
    user.refresh_from_db()
    on_commit(lambda: hang_up(user.pk), robust=True)


@run_atomic
def restore(user: User, *, by: User | None) -> None:
    """The user may sign in again. Raises Refused when not suspended."""
    check_may_judge(user, by)
    if User.objects.filter(pk=user.pk).exclude(suspended_at=None).update(suspended_at=None, suspension_reason="", is_active=True) != 1:
        raise Refused(f"{user} is not suspended.", row=user)
    record(user, "restore", by=by)
    user.refresh_from_db()


@run_atomic
def verify(user: User, *, by: User | None) -> None:
    """The e-mail address counts as verified, on a moderator's word. Raises Refused when it is already."""
    check_may_judge(user, by)
    if User.objects.filter(pk=user.pk, email_verified_at=None).update(email_verified_at=timezone.now()) != 1:
        raise Refused(f"The address of {user} is verified already.", row=user)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    record(user, "verify_email", by=by, note=user.email)
    user.refresh_from_db()


@run_atomic
def set_moderator(user: User, value: bool, *, by: User | None) -> None:
    """The user moderates, or no longer does. Only an administrator decides it, and not about themselves."""
    if by is not None and (not by.is_superuser or by.pk == user.pk):
        raise NotAllowed("Only an administrator can decide who moderates.", row=user)
    if User.objects.filter(pk=user.pk, is_staff=not value).update(is_staff=value) != 1:
        raise Refused(f"{user} {'moderates already' if value else 'is no moderator'}.", row=user)
    record(user, "make_moderator" if value else "unmake_moderator", by=by)
    if not value and User.objects.filter(pk=user.pk, is_finance=True).update(is_finance=False) == 1:  # it does not come back with the other
        record(user, "unmake_finance", by=by)
    user.refresh_from_db()


@run_atomic
def set_finance(user: User, value: bool, *, by: User | None) -> None:
    """The user, a moderator, may move money, or no longer does. Only an administrator decides it, and not about themselves."""
    if by is not None and (not by.is_superuser or by.pk == user.pk):
        raise NotAllowed("Only an administrator can decide who moves money.", row=user)
    if value and not User.objects.filter(pk=user.pk, is_staff=True).exists():
        raise Refused(f"{user} is no moderator. Only a moderator can get the finance role.", row=user)
    if User.objects.filter(pk=user.pk, is_finance=not value).update(is_finance=value) != 1:
        raise Refused(f"{user} {'has the finance role already' if value else 'does not have the finance role'}.", row=user)
    record(user, "make_finance" if value else "unmake_finance", by=by)
    user.refresh_from_db()
