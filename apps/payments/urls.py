from django.urls import path

from . import dispute_views, document_views, payout_views, views

app_name = "payments"
urlpatterns = [
    path("payments/", views.index, name="list"),
    path("payments/export.csv", views.export, name="csv"),
    path("payments/<uuid:pk>/return/", views.returned, name="return"),
    path("payments/documents/", document_views.index, name="documents"),
    path("payments/documents/<uuid:pk>/", document_views.detail, name="document"),
    path("payments/documents/<uuid:pk>/pdf/", document_views.pdf, name="document_pdf"),
    path("payments/webhooks/<slug:gateway>/", views.webhook, name="webhook"),
    path("settings/payouts/", payout_views.index, name="payouts"),
    path("settings/payouts/set-up/", payout_views.onboard, name="onboard"),
    path("settings/payouts/return/", payout_views.onboard_return, name="onboard_return"),
    path("settings/payouts/again/", payout_views.onboard_again, name="onboard_refresh"),
    path("settings/payouts/dashboard/", payout_views.dashboard, name="payout_dashboard"),
    path("settings/payouts/schedule/", payout_views.schedule, name="payout_schedule"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/fund/", views.fund, name="fund"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/approve/", views.approve, name="approve"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/dispute/state/", dispute_views.state_claim, name="state_claim"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/dispute/accept/", dispute_views.accept_claim, name="accept_claim"),
    path("contracts/<uuid:contract_id>/cancel/", views.cancel, name="cancel"),
    path("contracts/<uuid:contract_id>/cancel/agree/", views.agree_cancel, name="agree_cancel"),
]
