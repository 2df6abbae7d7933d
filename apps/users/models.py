"""People: one account can be challenger and solver."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from apps.core.addresses import row_address
from apps.core.ids import uuid7
from apps.core.models import JSONList, Row

from .blocks import Block
from .handles import skeleton
from .permissions import is_moderator
from .places import address_lines, usual_paper

__all__ = ["BillingDetails", "Block", "User"]


class UserManager(BaseUserManager["User"]):
    def visible_to(self, user: Any) -> models.QuerySet["User"]:
        """Everybody but the suspended; moderators see those too."""
        return self.all() if is_moderator(user) else self.filter(is_active=True)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, handle: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in. E-mail and handle are stored in lower case."""
        user = self.model(email=email.lower(), handle=handle.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, handle: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, handle, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Averages and counters are columns, kept by the verbs that change them, so that lists never compute them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False, db_column="_id")
    email = models.EmailField("e-mail address", unique=True)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    handle = models.CharField(max_length=30, unique=True)
    handle_skeleton = models.CharField(max_length=60, unique=True, editable=False)  # look-alikes share it
    name = models.CharField(max_length=80)
    headline = models.CharField(max_length=120, blank=True)
    bio = models.TextField("about you", blank=True, max_length=5000)
    bio_html = models.TextField(blank=True, editable=False)
    country = models.CharField(max_length=2, blank=True)
    timezone = models.CharField("time zone", max_length=40, default="UTC")
    skills = JSONList()
    links = JSONList()
    rate_minor = models.BigIntegerField(null=True, blank=True)  # per hour
    rate_currency = models.CharField(max_length=3, blank=True)
    avatar = models.CharField(max_length=120, blank=True, editable=False)  # storage key of the large square; the small one beside it
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("moderator", default=False)
    is_finance = models.BooleanField("finance", default=False)  # a moderator who may move money
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.CharField(max_length=200, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # going up ends every session there is
    joined_at = models.DateTimeField(default=now)

    # as challenger
    posted_count = models.PositiveIntegerField(default=0, editable=False)
    awarded_count = models.PositiveIntegerField(default=0, editable=False)
    paid_count = models.PositiveIntegerField(default=0, editable=False)  # contracts completed as challenger
    decision_count = models.PositiveIntegerField(default=0, editable=False)  # deliveries decided
    decision_hours = models.PositiveIntegerField(default=0, editable=False)  # spent on all of them together
    challenger_stars = models.PositiveIntegerField(default=0, editable=False)  # sum of published stars
    challenger_reviews = models.PositiveIntegerField(default=0, editable=False)
    # as solver
    applied_count = models.PositiveIntegerField(default=0, editable=False)
    won_count = models.PositiveIntegerField(default=0, editable=False)
    completed_count = models.PositiveIntegerField(default=0, editable=False)
    solver_stars = models.PositiveIntegerField(default=0, editable=False)
    solver_reviews = models.PositiveIntegerField(default=0, editable=False)
    unread_count = models.PositiveIntegerField(default=0, editable=False)  # notifications
    unread_messages = models.PositiveIntegerField(default=0, editable=False)
    blocked_count = models.PositiveIntegerField(default=0, editable=False)  # people whom they have blocked: with none, nobody has to ask

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "name"]

    class Meta:
        indexes = [models.Index(fields=["-joined_at"], name="user_joined")]

    def __str__(self) -> str:
        return self.name or self.handle

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.handle_skeleton = skeleton(self.handle)
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares it on each request: a new password ends all other sessions, a new epoch ends all."""
        return salted_hmac("apps.users.session", f"{self.password}{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()

    def get_absolute_url(self) -> str:
        return row_address("people:detail", self.handle)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.handle

    @property
    def initials(self) -> str:
        words = self.name.split() or [self.handle]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else words[0][1:2])).upper()

    @property
    def avatar_url(self) -> str:
        """The large square (256 px), or "" without one."""
        return reverse("people:avatar", args=[self.handle, "large", self.avatar_version]) if self.avatar else ""

    @property
    def avatar_small_url(self) -> str:
        """The small square (64 px), or ""."""
        return reverse("people:avatar", args=[self.handle, "small", self.avatar_version]) if self.avatar else ""

    @property
    def avatar_version(self) -> str:
        return self.avatar.rsplit("/", 1)[-1][:12]

    @property
    def solver_rating(self) -> float | None:
        """Average stars as solver, from 1 to 5; None before the first review."""
        return round(self.solver_stars / self.solver_reviews, 1) if self.solver_reviews else None

    @property
    def challenger_rating(self) -> float | None:
        return round(self.challenger_stars / self.challenger_reviews, 1) if self.challenger_reviews else None

    @property
    def hire_rate(self) -> int | None:
        """Per cent of posted challenges that were awarded."""
        return round(100 * self.awarded_count / self.posted_count) if self.posted_count else None

    @property
    def decision_average_hours(self) -> int | None:
        return round(self.decision_hours / self.decision_count) if self.decision_count else None


class BillingDetails(Row):
    """How somebody is named on documents from now on. Documents keep what it said when they were made."""

    class Paper(models.TextChoices):
        A4 = "A4", "A4"
        LETTER = "Letter", "US Letter"

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="billing")
    legal_name = models.CharField(max_length=160)
    street = models.CharField(max_length=160)
    street_more = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=16, blank=True)
    city = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2)
    tax_id = models.CharField(max_length=40, blank=True)
    paper = models.CharField(max_length=6, choices=Paper.choices, blank=True)  # "": as usual in the country
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        verbose_name_plural = "billing details"

    def __str__(self) -> str:
        return self.legal_name

    @property
    def paper_size(self) -> str:
        return self.paper or usual_paper(self.country)

    @property
    def address(self) -> list[str]:
        """The lines below the name; the postal code stands where the country's letters have it."""
        return address_lines(self.street, self.street_more, self.postal_code, self.city, self.region, self.country)
