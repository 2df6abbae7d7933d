"""Applications, to look at: what becomes of one is for its two sides to decide."""

from django.contrib import admin

from apps.users.readonly import ReadOnly

from .models import Application, ApplicationFile


@admin.register(Application)
class ApplicationAdmin(ReadOnly):
    list_display = ("created_at", "status", "challenge", "solver", "amount", "days")
    list_filter = ("status",)
    list_select_related = ("challenge", "solver")
    ordering = ("-id",)
    exclude = ("letter_html", "note")  # a private note stays private

    @admin.display(description="Price")
    def amount(self, application: Application) -> str:
        return str(application.price)


@admin.register(ApplicationFile)
class ApplicationFileAdmin(ReadOnly):
    list_display = ("created_at", "name", "size", "application_id")
    ordering = ("-id",)
