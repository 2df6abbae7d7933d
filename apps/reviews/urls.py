"""Under the site's root: what a contract's sides write, and what a person's reviews say."""

from django.urls import path

from . import views

app_name = "reviews"

urlpatterns = [
    path("contracts/<uuid:pk>/review/", views.write, name="write"),
    path("reviews/<uuid:pk>/reply/", views.reply, name="reply"),
    path("people/<slug:handle>/reviews/", views.person, name="list"),
]
