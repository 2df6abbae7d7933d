"""Under the site's root: an application's own pages, and those of a challenge that are about its applications."""

from django.urls import path

from . import views

app_name = "applications"
CHALLENGE = "challenges/<slug:slug>-<str:code>/"

urlpatterns = [
    path("applications/", views.mine, name="list"),
    path("applications/<uuid:pk>/", views.detail, name="detail"),
    path("applications/<uuid:pk>/edit/", views.edit, name="edit"),
    path("applications/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/shortlist/", views.shortlist, name="shortlist"),
    path("applications/<uuid:pk>/unshortlist/", views.unshortlist, name="unshortlist"),
    path("applications/<uuid:pk>/decline/", views.decline, name="decline"),
    path("applications/<uuid:pk>/note/", views.note, name="note"),
    path("applications/<uuid:pk>/files/<uuid:file>/", views.file, name="file"),
    path(f"{CHALLENGE}apply/", views.apply, name="apply"),
    path(f"{CHALLENGE}applications/", views.compare, name="compare"),
    path(f"{CHALLENGE}applications/decline/", views.decline_many, name="decline_many"),
    path(f"{CHALLENGE}cancel/", views.cancel_challenge, name="cancel_challenge"),
    path(f"{CHALLENGE}clarify/", views.clarify, name="clarify"),
]
