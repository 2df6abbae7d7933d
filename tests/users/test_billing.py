"""Settings → billing."""

import pytest
from django.test import Client

from apps.users.models import BillingDetails, User
from apps.users.places import address_lines
from apps.users.services import save_billing
from apps.users.vat import FORMS, PREFIX, doubt

pytestmark = pytest.mark.django_db
URL = "/settings/billing/"
GOOD = {
    "legal_name": "Nordholms  Museum AB",
    "street": "Hamngatan 4",
    "postal_code": "621 57",
    "city": "Visby",
    "country": "SE",
    "tax_id": "SE556677889901",
}


def test_the_first_time_it_says_what_will_be_here_and_knows_the_name(as_olga: Client) -> None:
    page = as_olga.get(URL).content.decode()
    assert "Nothing here yet" in page and 'value="Olga Lindqvist"' in page


def test_details_are_saved_and_changed(as_olga: Client, olga: User) -> None:
    assert as_olga.post(URL, GOOD)["Location"] == URL
    details = BillingDetails.objects.get(user=olga)
    assert (details.legal_name, details.paper_size) == ("Nordholms Museum AB", "A4")
    assert details.address == ["Hamngatan 4", "621 57 Visby", "Sweden"]
    assert "Nothing here yet" not in as_olga.get(URL).content.decode()
    as_olga.post(URL, GOOD | {"country": "US", "region": "ME", "paper": ""})
    details.refresh_from_db()
    assert details.paper_size == "Letter" and BillingDetails.objects.count() == 1


@pytest.mark.parametrize("name", ["legal_name", "street", "city", "country"])
def test_what_an_invoice_needs_is_asked_for(as_olga: Client, name: str) -> None:
    answer = as_olga.post(URL, GOOD | {name: "  "})
    assert answer.status_code == 422 and "put right" in answer.content.decode()
    assert not BillingDetails.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"country": "XX"}, {"paper": "A3"}, {"legal_name": "x" * 161}, {"tax_id": "9" * 41}, {"legal_name": "\u202e\x00"}]
)
def test_bad_input_is_refused(as_olga: Client, changes: dict[str, str]) -> None:
    assert as_olga.post(URL, GOOD | changes).status_code == 422
    assert not BillingDetails.objects.exists()


def test_a_number_that_looks_odd_is_a_warning_and_no_refusal(as_olga: Client, olga: User) -> None:
    as_olga.post(URL, GOOD | {"tax_id": "556677-8899"})
    assert BillingDetails.objects.get(user=olga).tax_id == "556677-8899"
    page = as_olga.get(URL).content.decode()
    assert "those look like SE123456789001" in page and "It is saved as you wrote it" in page


def test_signed_out_one_signs_in_first(client: Client) -> None:
    assert client.get(URL)["Location"].startswith("/accounts/login/")
    assert client.post(URL, GOOD).status_code == 302 and not BillingDetails.objects.exists()


def test_the_verb_takes_no_other_words(olga: User) -> None:
    with pytest.raises(TypeError):
        save_billing(olga, user_id=str(olga.pk))


def test_each_example_of_a_vat_number_has_its_own_form() -> None:
    for country, (_, example) in FORMS.items():
        assert example.startswith(PREFIX.get(country, country)) and doubt(country, example) == "", country
        assert doubt(country, f" {example[:4].lower()} {example[4:]}") == "" and doubt(country, example + "9ZZ")
    assert doubt("US", "12-3456789") == "" == doubt("DE", "")


def test_addresses_are_written_as_in_their_country() -> None:
    assert address_lines("1 High St", "", "04101", "Portland", "ME", "US") == ["1 High St", "Portland, ME 04101", "United States"]
    assert address_lines("Hauptstr. 1", "Hof", "10115", "Berlin", "", "DE") == ["Hauptstr. 1", "Hof", "10115 Berlin", "Germany"]
    assert address_lines("1 Central", "", "", "Hong Kong", "", "HK") == ["1 Central", "Hong Kong", "Hong Kong SAR China"]
