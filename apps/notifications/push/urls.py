"""Addresses under /settings/devices/."""

from django.urls import path

from . import views

app_name = "devices"

urlpatterns = [
    path("", views.index, name="list"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("renew/", views.renew, name="renew"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
    path("<uuid:pk>/test/", views.test, name="test"),
]
