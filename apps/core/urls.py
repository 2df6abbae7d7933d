from django.conf import settings
from django.urls import path

from apps.core import views

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEBUG:
    urlpatterns += [path("dev/components/", views.components, name="components")]
