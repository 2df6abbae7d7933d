"""What a gateway still wants to know before it pays somebody, in the words of the person who is asked."""

import re
from collections.abc import Iterable

# By the beginning of the gateway's name without the person's part [docs.stripe.com/connect/required-verification-information]; the first that fits.
WORDS = (
    ("external_account", "the bank account that is to be paid"),
    ("tos_acceptance", "your consent to its terms"),
    ("business_type", "whether you are a person or a company"),
    ("business_profile.url", "a web page about your work"),
    ("business_profile.product_description", "what you do, in a sentence"),
    ("business_profile.mcc", "your line of work"),
    ("business_profile", "what you do"),
    ("verification.additional_document", "a document that shows your address"),
    ("verification.document", "a photo of your identity document"),
    ("verification.proof_of_liveness", "a photo of you, taken now"),
    ("verification", "a document that proves what you said"),
    ("documents.bank_account_ownership_verification", "a statement of your bank"),
    ("documents", "a document about your company"),
    ("ssn_last_4", "the last four digits of your social security number"),
    ("id_number", "your identity or tax number"),
    ("tax_id", "your tax number"),
    ("vat_id", "your VAT number"),
    ("first_name", "your name"),
    ("last_name", "your name"),
    ("full_name", "your name"),
    ("name", "the company’s name"),
    ("dob", "your date of birth"),
    ("address", "your address"),
    ("email", "your e-mail address"),
    ("phone", "your phone number"),
    ("nationality", "your nationality"),
    ("political_exposure", "whether you hold a public office"),
    ("registration_number", "the company’s registration number"),
    ("ownership_declaration", "your word about who owns the company"),
    ("owners_provided", "who owns the company"),
    ("directors_provided", "who directs the company"),
    ("executives_provided", "who leads the company"),
    ("relationship", "your part in the company"),
    ("structure", "the company’s legal form"),
    ("settings", "a setting of your account"),
    ("interv_", "a talk with the payment service about your account"),
)
OTHER = "something more that its page asks for"
PERSON = re.compile(r"^(individual|company|representative|owners|directors|executives|person_\w+|legal_guardian|authorizer)\.")
REASONS = {
    "requirements.past_due": "Something it asked for is overdue.",
    "requirements.pending_verification": "It is checking what you sent.",
    "requirements.fields_needed": "Something it asked for is missing.",
    "under_review": "It is looking at your account.",
    "listed": "It is comparing your account with a list of people whom it may not pay.",
    "platform_paused": "OpenChance has paused your account.",
    "rejected.fraud": "It suspects fraud.",
    "rejected.terms_of_service": "It says that its terms were broken.",
    "rejected.listed": "You are on a list of people whom it may not pay.",
    "rejected.platform_fraud": "It suspects fraud.",
    "rejected.platform_other": "OpenChance has closed your account.",
    "rejected.platform_terms_of_service": "It says that our terms were broken.",
    "rejected.incomplete_verification": "It could not confirm who you are.",
}


def words_of(needs: Iterable[str]) -> list[str]:
    """What is missing, each thing once, in the gateway's order; what we have no words for comes last, as one."""
    found = dict.fromkeys(word_of(name) for name in needs)
    if OTHER in found:
        found[OTHER] = found.pop(OTHER)
    return list(found)


def word_of(name: str) -> str:
    thing = PERSON.sub("", name)
    return next((words for start, words in WORDS if thing.startswith(start)), OTHER)


def reason_words(reason: str) -> str:
    """Why an account is not paid, as a sentence; nothing where the gateway's reason says nothing to a person."""
    return REASONS.get(reason, "")
