"""Addresses under /messages/. A message is at its number in its conversation."""

from django.urls import path

from .views import files, inbox, members, message, talk

app_name = "messages"

MESSAGE = "<uuid:pk>/<int:seq>/"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("about/<uuid:application>/", talk.open_conversation, name="open"),
    path("beside/<uuid:application>/", talk.beside, name="beside"),
    path("<uuid:pk>/", talk.detail, name="detail"),
    path("<uuid:pk>/send/", talk.send, name="send"),
    path("<uuid:pk>/read/", talk.read, name="read"),
    path("<uuid:pk>/mute/", members.mute, name="mute"),
    path("<uuid:pk>/block/", members.block, name="block"),
    path("<uuid:pk>/unblock/", members.unblock, name="unblock"),
    path("<uuid:pk>/files/", files.files, name="files"),
    path("<uuid:pk>/files/<uuid:file>/", files.file, name="file"),
    path("<uuid:pk>/files/<uuid:file>/preview/", files.preview, name="preview"),
    path(MESSAGE, message.message, name="message"),
    path(f"{MESSAGE}edit/", message.edit, name="edit"),
    path(f"{MESSAGE}delete/", message.delete, name="delete"),
    path(f"{MESSAGE}report/", message.report, name="report"),
]
