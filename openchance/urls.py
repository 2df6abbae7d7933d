"""Every address of the house. Pages that mix apps come from openchance/pages, under the name of the noun they show."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.urls import URLPattern, URLResolver, include, path

from apps.applications import urls as applications
from apps.challenges import urls as challenges
from apps.challenges.sitemaps import ChallengeSitemap
from apps.contracts import urls as contracts
from apps.core import urls as core
from apps.core.uploads import urls as uploads
from apps.messages import urls as conversations
from apps.notifications import urls as notifications
from apps.notifications.preference_views import preferences
from apps.notifications.push import urls as devices
from apps.notifications.push.views import service_worker
from apps.notifications.sms import urls as phone
from apps.notifications.views import notice
from apps.payments import urls as payments
from apps.reviews import urls as reviews
from apps.users import urls as users

from . import health, mail_kinds, mailbox
from .pages.applying import apply
from .pages.applying import edit as edit_application
from .pages.challenge import detail as challenge_detail
from .pages.contract import detail as contract_detail
from .pages.dashboard import dashboard
from .pages.home import home
from .pages.profile import detail as profile

SITEMAPS = {"challenges": ChallengeSitemap}

apply_pages = [
    path(f"{applications.CHALLENGE}apply/", apply, name="apply"),
    path("applications/<uuid:pk>/edit/", edit_application, name="edit"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(users.accounts)),
    path("accounts/", include("allauth.urls")),
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("challenges/", include(([*challenges.urlpatterns, path("<slug:slug>-<code:code>/", challenge_detail, name="detail")], "challenges"))),
    path("", include(([*contracts.urlpatterns, path("contracts/<uuid:pk>/", contract_detail, name="detail")], "contracts"))),
    path("dashboard/", dashboard, name="dashboard"),
    path("dev/mail/kinds/", mail_kinds.index, name="dev_mail_kinds"),
    path("dev/mail/kinds/<str:name>/", mail_kinds.one, name="dev_mail_kind"),
    path("dev/mail/kinds/<str:name>/<str:theme>/", mail_kinds.html, name="dev_mail_kind_html"),
    path("dev/mail/", include(mailbox)),
    path("messages/", include(conversations)),
    path("n/<str:code>/", notice, name="notice"),
    path("notifications/", include(notifications)),
    path("people/", include(([*users.people, path("<str:handle>/", profile, name="detail")], "people"))),
    path("settings/devices/", include(devices)),
    path("settings/phone/", include(phone)),
    path("settings/notifications/", preferences, name="preferences"),
    path("settings/", include(users)),
    path("sw.js", service_worker, name="service_worker"),
    path("", include(([*applications.urlpatterns, *apply_pages], "applications"))),
    path("", include(reviews)),
    path("", include(payments)),
    path("sandbox/", include("apps.payments.gateways.sandbox.urls")),
    path("uploads/", include(uploads)),
    path("", include(core)),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sitemap.xml", login_not_required(sitemaps.index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", login_not_required(sitemaps.sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("robots.txt", health.robots, name="robots"),
]
_waiting = (settings, applications, challenges, contracts, notifications, payments, reviews, users)
