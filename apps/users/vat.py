"""How VAT numbers look in the European Union. Only their form: whether one exists, the Commission's VIES knows."""

import re

PREFIX = {"GR": "EL"}  # elsewhere it is the country's own code
FORMS = {  # what follows the prefix, with an example
    "AT": (r"U\d{8}", "ATU12345678"),
    "BE": (r"[01]\d{9}", "BE0123456789"),
    "BG": (r"\d{9,10}", "BG123456789"),
    "CY": (r"\d{8}[A-Z]", "CY12345678X"),
    "CZ": (r"\d{8,10}", "CZ12345678"),
    "DE": (r"\d{9}", "DE123456789"),
    "DK": (r"\d{8}", "DK12345678"),
    "EE": (r"\d{9}", "EE123456789"),
    "ES": (r"[A-Z0-9]\d{7}[A-Z0-9]", "ESX1234567X"),
    "FI": (r"\d{8}", "FI12345678"),
    "FR": (r"[A-HJ-NP-Z0-9]{2}\d{9}", "FR12345678901"),
    "GR": (r"\d{9}", "EL123456789"),
    "HR": (r"\d{11}", "HR12345678901"),
    "HU": (r"\d{8}", "HU12345678"),
    "IE": (r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}", "IE1234567WA"),
    "IT": (r"\d{11}", "IT12345678901"),
    "LT": (r"(\d{9}|\d{12})", "LT123456789"),
    "LU": (r"\d{8}", "LU12345678"),
    "LV": (r"\d{11}", "LV12345678901"),
    "MT": (r"\d{8}", "MT12345678"),
    "NL": (r"[A-Z0-9+*]{10}\d{2}", "NL123456789B01"),
    "PL": (r"\d{10}", "PL1234567890"),
    "PT": (r"\d{9}", "PT123456789"),
    "RO": (r"\d{2,10}", "RO1234567890"),
    "SE": (r"\d{10}01", "SE123456789001"),
    "SI": (r"\d{8}", "SI12345678"),
    "SK": (r"\d{10}", "SK1234567890"),
}


def doubt(country: str, tax_id: str) -> str:
    """A friendly sentence where the number does not look like a VAT number of that country, "" where it does or where we do not know."""
    if country not in FORMS or not tax_id:
        return ""
    form, example = FORMS[country]
    bare = re.sub(r"[\s.\-/]", "", tax_id.upper())
    if re.fullmatch(PREFIX.get(country, country) + form, bare):
        return ""
    return f"This does not look like a VAT number of the country you chose: those look like {example}. It is saved as you wrote it."
