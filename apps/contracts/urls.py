"""Addresses of accepted work; the house adds the page of one contract and the namespace, because that page mixes apps."""

from django.urls import URLPattern, path

from . import dispute_views, views

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/accept/", views.accept, name="accept"),
    path("contracts/", views.index, name="list"),
    path("contracts/<uuid:pk>/milestones/<int:position>/deliver/", views.deliver, name="deliver"),
    path("contracts/<uuid:pk>/milestones/<int:position>/changes/", views.request_changes, name="request_changes"),
    path("contracts/<uuid:pk>/cancel/propose/", views.propose_cancel, name="propose_cancel"),
    path("contracts/<uuid:pk>/cancel/withdraw/", views.withdraw_cancel, name="withdraw_cancel"),
    path("contracts/<uuid:pk>/cancel/decline/", views.decline_cancel, name="decline_cancel"),
    path("contracts/<uuid:pk>/milestones/<int:position>/dispute/", dispute_views.dispute, name="dispute"),
    path("contracts/<uuid:pk>/milestones/<int:position>/dispute/ask/", dispute_views.ask_staff, name="ask_staff"),
    path("contracts/dispute-files/<uuid:pk>/", dispute_views.dispute_file, name="dispute_file"),
    path("contracts/files/<uuid:pk>/", views.delivery_file, name="delivery_file"),
]
