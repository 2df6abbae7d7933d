"""Parts of addresses that say what they can be: an address is matched in one pass, however long and strange it is.

Two parts that both may hold hyphens, with a hyphen between, would be tried in every way to cut them: a long address would keep a worker for minutes.
"""

from django.urls import register_converter
from django.urls.converters import StringConverter


class CodeConverter(StringConverter):
    """The public code of a row (ids.new_code)."""

    regex = "[0-9a-z]{1,12}"


class WordConverter(StringConverter):
    regex = "[a-z]{1,12}"


register_converter(CodeConverter, "code")
register_converter(WordConverter, "word")
