"""Under the site's root: an application's own pages, and those of a challenge that are about its applications."""

from django.urls import path

from .views import choosing, deciding, proposing, reading

app_name = "applications"
CHALLENGE = "challenges/<slug:slug>-<code:code>/"

urlpatterns = [
    path("applications/", reading.mine, name="list"),
    path("applications/<uuid:pk>/", reading.detail, name="detail"),
    path("applications/<uuid:pk>/edit/", proposing.edit, name="edit"),
    path("applications/<uuid:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/shortlist/", deciding.shortlist, name="shortlist"),
    path("applications/<uuid:pk>/unshortlist/", deciding.unshortlist, name="unshortlist"),
    path("applications/<uuid:pk>/decline/", deciding.decline, name="decline"),
    path("applications/<uuid:pk>/note/", deciding.note, name="note"),
    path("applications/<uuid:pk>/files/<uuid:file>/", reading.file, name="file"),
    path(f"{CHALLENGE}apply/", proposing.apply, name="apply"),
    path(f"{CHALLENGE}applications/", choosing.compare, name="compare"),
    path(f"{CHALLENGE}applications/decline/", choosing.decline_many, name="decline_many"),
    path(f"{CHALLENGE}cancel/", choosing.cancel_challenge, name="cancel_challenge"),
    path(f"{CHALLENGE}clarify/", choosing.clarify, name="clarify"),
]
