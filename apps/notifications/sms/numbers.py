"""Which numbers can get texts from us."""

import phonenumbers
from django.conf import settings
from phonenumbers import PhoneNumberType as Type

REASONS = {
    Type.FIXED_LINE: "This is a landline; it takes no texts.",
    Type.PREMIUM_RATE: "This is a premium number; we send no texts there.",
    Type.SHARED_COST: "This number has a price of its own; we send no texts there.",
    Type.TOLL_FREE: "This is a toll-free number; it takes no texts.",
    Type.PERSONAL_NUMBER: "This number forwards at a price of its own; we send no texts there.",
    Type.PAGER: "This is a pager; we send no texts there.",
    Type.UAN: "This is a company's number; it takes no texts.",
    Type.VOICEMAIL: "This is a mailbox; it takes no texts.",
    Type.VOIP: "This is an internet number; our texts do not arrive there. Take the number of a mobile phone.",
}
TEXTABLE = (Type.MOBILE, Type.FIXED_LINE_OR_MOBILE)  # in North America nobody can tell the two apart


class NotTextable(ValueError):
    """A sentence for whoever typed the number."""


def normalised(typed: str, country: str) -> str:
    """The number as E.164; without a country code it is read as one of `country` (two letters, or ""). Raises NotTextable."""
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            raise NotTextable("Begin with the country code, as in +49 151 23456789.") from error
        raise NotTextable("This is not a phone number.") from error
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise NotTextable("There is no such number. Look at it once more, also at the country code.")
    kind = phonenumbers.number_type(number)
    if kind not in TEXTABLE:
        raise NotTextable(REASONS.get(kind, "We cannot tell that texts arrive at this number."))
    if settings.TEXT_COUNTRIES and phonenumbers.region_code_for_number(number) not in settings.TEXT_COUNTRIES:
        raise NotTextable("We do not send texts to this country yet.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number: str) -> str:
    """As people write it: “+49 1512 3456789”."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
