from django.urls import path

from . import views

app_name = "sandbox"
urlpatterns = [
    path("checkout/<str:reference>/", views.checkout, name="checkout"),
]
