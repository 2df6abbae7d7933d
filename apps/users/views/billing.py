"""Settings → billing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.users import services
from apps.users.billing_forms import BillingForm
from apps.users.models import BillingDetails
from apps.users.vat import doubt


@require_http_methods(["GET", "POST"])
def billing(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    details = BillingDetails.objects.filter(user=user).first()
    form = BillingForm(request.POST or None, instance=details, initial={} if details else {"legal_name": user.name, "country": user.country})
    if request.method == "POST" and form.is_valid():
        services.save_billing(user, **form.cleaned_data)
        messages.success(request, "Saved. Documents from now on carry these details.")
        return redirect("settings:billing")
    context = {"form": form, "details": details, "doubt": doubt(details.country, details.tax_id) if details else ""}
    return render(request, "settings/billing.html", context, status=422 if form.errors else 200)
