"""The one place where a string becomes markup."""

from django.utils.safestring import SafeString


def markup(html: str) -> SafeString:
    """`html` as it is. Whoever calls this has escaped every part of it that is not written in our own code."""
    return SafeString(html)
