"""Addresses of challenges; the house adds the page of one challenge and the namespace, because that page mixes apps."""

from django.urls import URLPattern, path

from .views import discover, drafts, files, invitations, mine, questions, verbs

urlpatterns: list[URLPattern] = [
    path("", discover.index, name="list"),
    path("feed/", discover.feed, name="feed"),
    path("new/", drafts.create, name="create"),
    path("mine/", mine.mine, name="mine"),
    path("preview/", drafts.preview, name="preview"),
    path("<slug:slug>-<code:code>/edit/", drafts.edit, name="edit"),
    path("<slug:slug>-<code:code>/publish/", verbs.publish, name="publish"),
    path("<slug:slug>-<code:code>/close/", verbs.close, name="close"),
    path("<slug:slug>-<code:code>/reopen/", verbs.reopen, name="reopen"),
    path("<slug:slug>-<code:code>/extend/", verbs.extend, name="extend"),
    path("<slug:slug>-<code:code>/delete/", verbs.delete, name="delete"),
    path("<slug:slug>-<code:code>/duplicate/", verbs.duplicate, name="duplicate"),
    path("<slug:slug>-<code:code>/questions/", questions.index, name="questions"),
    path("<slug:slug>-<code:code>/ask/", questions.ask, name="ask"),
    path("questions/<uuid:pk>/withdraw/", questions.withdraw, name="withdraw_question"),
    path("questions/<uuid:pk>/decline/", questions.decline, name="decline_question"),
    path("questions/<uuid:pk>/mend/", questions.mend, name="mend_answer"),
    path("questions/<uuid:pk>/report/", questions.report, name="report_question"),
    path("invitations/", invitations.mine, name="invitations"),
    path("invitations/<uuid:pk>/decline/", invitations.decline, name="decline_invitation"),
    path("invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("files/<uuid:pk>/", files.download, name="file"),
]
