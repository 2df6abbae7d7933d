"""Under the site's root: an application's own pages, and those of a challenge that are about its applications.

The two pages of the form, apply and edit, show what upper floors know: openchance/pages/applying.py. The namespace is made in openchance/urls.py.
"""

from django.urls import path

from .views import answering, choosing, deciding, inviting, reading

CHALLENGE = "challenges/<slug:slug>-<code:code>/"

urlpatterns = [
    path("applications/", reading.mine, name="list"),
    path("applications/<uuid:pk>/", reading.detail, name="detail"),
    path("applications/<uuid:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/shortlist/", deciding.shortlist, name="shortlist"),
    path("applications/<uuid:pk>/unshortlist/", deciding.unshortlist, name="unshortlist"),
    path("applications/<uuid:pk>/decline/", deciding.decline, name="decline"),
    path("applications/<uuid:pk>/note/", deciding.note, name="note"),
    path("applications/<uuid:pk>/files/<uuid:file>/", reading.file, name="file"),
    path("challenges/questions/<uuid:pk>/answer/", answering.answer_question, name="answer_question"),
    path("people/<slug:handle>/invite/", inviting.invite_person, name="invite_person"),
    path(f"{CHALLENGE}invited/", inviting.invited, name="invited"),
    path(f"{CHALLENGE}applications/", choosing.compare, name="compare"),
    path(f"{CHALLENGE}applications/decline/", choosing.decline_many, name="decline_many"),
    path(f"{CHALLENGE}cancel/", choosing.cancel_challenge, name="cancel_challenge"),
    path(f"{CHALLENGE}clarify/", choosing.clarify, name="clarify"),
]
