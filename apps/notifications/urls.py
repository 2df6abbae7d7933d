"""Addresses under /notifications/."""

from django.urls import path

from . import preference_views, views, webhook_views
from .sms.webhook import webhook as twilio

app_name = "notifications"

urlpatterns = [
    path("webhooks/twilio/", twilio, name="twilio"),
    path("", views.index, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("latest/", views.latest, name="latest"),
    path("mail/lift/", preference_views.lift, name="lift"),
    path("unsubscribe/<str:token>/", preference_views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/<str:token>/undo/", preference_views.resubscribe, name="resubscribe"),
    path("webhooks/sendgrid/", webhook_views.sendgrid_events, name="sendgrid"),
    path("<uuid:pk>/", views.read, name="read"),
    path("<uuid:pk>/unread/", views.unread, name="unread"),
]
