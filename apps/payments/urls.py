from django.urls import path

from . import views

app_name = "payments"
urlpatterns = [
    path("payments/<uuid:pk>/return/", views.returned, name="return"),
    path("payments/webhooks/<slug:gateway>/", views.webhook, name="webhook"),
    path("contracts/<uuid:contract_id>/milestones/<int:position>/fund/", views.fund, name="fund"),
]
