from django.urls import path

from . import views

app_name = "payments"
urlpatterns = [
    path("payments/", views.index, name="list"),
    path("payments/<uuid:pk>/return/", views.returned, name="return"),
    path("payments/webhooks/<slug:gateway>/", views.webhook, name="webhook"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/fund/", views.fund, name="fund"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/approve/", views.approve, name="approve"),
    path("contracts/<uuid:contract_id>/cancel/", views.cancel, name="cancel"),
    path("contracts/<uuid:contract_id>/cancel/agree/", views.agree_cancel, name="agree_cancel"),
]
