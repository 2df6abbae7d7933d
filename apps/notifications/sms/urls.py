"""Addresses under /settings/phone/."""

from django.urls import path

from . import views

app_name = "phone"

urlpatterns = [
    path("", views.page, name="page"),
    path("number/", views.ask, name="ask"),
    path("code/", views.confirm, name="confirm"),
    path("cancel/", views.cancel, name="cancel"),
    path("remove/", views.remove, name="remove"),
]
