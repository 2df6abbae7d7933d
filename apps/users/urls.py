"""Addresses under /settings/; besides, `accounts` for /accounts/ (before allauth's own) and `people` for /people/."""

from django.urls import path

from .views import accounts as account_doors
from .views import billing as billing_doors
from .views import people as people_doors
from .views import settings as doors

app_name = "settings"

urlpatterns = [
    path("", doors.index, name="index"),
    path("profile/", doors.profile, name="profile"),
    path("profile/preview/", doors.preview, name="preview"),
    path("profile/picture/", doors.avatar, name="avatar"),
    path("profile/picture/remove/", doors.remove_avatar, name="remove_avatar"),
    path("account/", doors.account, name="account"),
    path("billing/", billing_doors.billing, name="billing"),
]

accounts = [
    path("signup/", account_doors.signup, name="account_signup"),
    path("confirm-email/", account_doors.verification_sent, name="account_email_verification_sent"),
    path("confirm-email/resend/", account_doors.resend, name="account_resend"),
]

people = [
    path("<str:handle>/picture/<word:size>-<str:version>.webp", people_doors.avatar, name="avatar"),
]
