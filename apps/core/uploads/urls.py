from django.urls import path

from . import doors

app_name = "uploads"
urlpatterns = [
    path("", doors.announce, name="announce"),
    path("<uuid:pk>/bytes/", doors.receive, name="receive"),
    path("<uuid:pk>/done/", doors.done, name="done"),
    path("<uuid:pk>/remove/", doors.remove, name="remove"),
]
