"""What stands on invoices and receipts."""

from typing import Any

from django import forms

from .forms import NameField
from .models import BillingDetails
from .places import countries


class LineField(NameField):
    """One line of an address."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["autocomplete"] = autocomplete


class BillingForm(forms.ModelForm[BillingDetails]):
    legal_name = LineField(
        label="Legal name", max_length=160, autocomplete="organization", help_text="Yours, or that of your company, as tax papers have it."
    )
    street = LineField(label="Street and number", max_length=160, autocomplete="address-line1")
    street_more = LineField(label="Second line", max_length=160, autocomplete="address-line2", required=False)
    postal_code = LineField(label="Postal code", max_length=16, autocomplete="postal-code", required=False)
    city = LineField(label="Town or city", max_length=100, autocomplete="address-level2")
    region = LineField(label="State or region", max_length=100, autocomplete="address-level1", required=False)
    country = forms.ChoiceField(choices=lambda: [("", "Choose"), *countries().items()], widget=forms.Select({"autocomplete": "country"}))
    tax_id = LineField(label="Tax number", max_length=40, autocomplete="off", required=False, help_text="In the European Union your VAT number.")
    paper = forms.ChoiceField(
        required=False, choices=[("", "As usual in the country"), *BillingDetails.Paper.choices], help_text="For PDF files made from now on."
    )

    class Meta:
        model = BillingDetails
        fields = ("legal_name", "street", "street_more", "postal_code", "city", "region", "country", "tax_id", "paper")
