"""The built-in admin in the house's name. One signs in at the site's own door; there is no second one."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse


class House(admin.AdminSite):
    site_header = "OpenChance"
    site_title = "OpenChance admin"
    index_title = "Behind the counter"
    final_catch_all_view = False

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """To the site's sign-in and back. For those who are signed in and do not moderate, there is nothing here."""
        home = reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return redirect(home)
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, home), reverse(settings.LOGIN_URL))

    def get_urls(self) -> list[Any]:
        """The operators' pages about money stand beside those of the models."""
        from apps.payments.admin import money

        return [*money.urls(self), *super().get_urls()]

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
