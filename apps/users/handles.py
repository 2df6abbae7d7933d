"""Handles are chosen once; reserved ones and look-alikes of taken ones are refused."""

import re

from confusable_homoglyphs import confusables
from django.core.exceptions import ValidationError

PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9]|[-_](?=[a-z0-9])){2,29}")
RESERVED = {
    "about", "abuse", "account", "accounts", "admin", "administrator", "api", "applications", "billing", "blog", "challenges", "contact",
    "contracts", "dashboard", "dev", "discover", "fees", "finance", "healthz", "help", "home", "hello", "info", "legal", "login", "logout",
    "mail", "me", "media", "messages", "moderator", "money", "new", "nobody", "noreply", "no-reply", "notifications", "null", "openchance",
    "payments", "people", "postmaster", "press", "privacy", "root", "security", "settings", "signup", "staff", "static", "status", "stripe",
    "support", "system", "team", "terms", "undefined", "webmaster", "www",
}  # fmt: skip
SAME = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "3": "e", "4": "a", "7": "t", "8": "b", "-": None, "_": None})


def skeleton(handle: str) -> str:
    """What a handle looks like at a glance: two handles with the same skeleton would be taken for one another."""
    plain = "".join(latin(letter) for letter in handle.lower())
    return plain.translate(SAME).replace("rn", "m").replace("vv", "w")


def latin(letter: str) -> str:
    if letter.isascii():
        return letter
    found = confusables.is_confusable(letter, preferred_aliases=["latin"])
    return next((h["c"] for h in found[0]["homoglyphs"] if h["c"].isascii()), letter) if found else letter


def check_handle(handle: str) -> None:
    """Raises ValidationError, in words for the user, for a handle that nobody may have. Whether it is taken is asked elsewhere."""
    if not PATTERN.fullmatch(handle):
        raise ValidationError("3 to 30 letters a–z, digits, hyphens or underscores; it begins and ends with a letter or digit.")
    if skeleton(handle) in {skeleton(word) for word in RESERVED}:
        raise ValidationError("This handle is reserved. Choose another.")
