"""What fits into one SMS: 160 characters of GSM 03.38, the alphabet of 7 bits. With any other letter in it an SMS holds 70, and costs double."""

import unicodedata

LIMIT = 160
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # each takes two
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "\u00a0": " ", "\u202f": " "}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "œ": "oe", "Œ": "OE", "þ": "th", "ð": "d", "\t": " ", "\n": " ", "\r": " "}
)


def spelled(text: str) -> str:
    """`text` in the alphabet: accents that it lacks are dropped, other letters become a question mark."""
    return "".join(letter(one) for one in text.translate(PLAIN))


def letter(one: str) -> str:
    if one in BASIC or one in EXTENDED:
        return one
    bare = "".join(part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part))
    return bare if bare and all(part in BASIC or part in EXTENDED for part in bare) else "?" * bool(bare)


def length(text: str) -> int:
    """How much of the 160 it takes."""
    return sum(2 if one in EXTENDED else 1 for one in text)


def fitted(text: str, end: str) -> str:
    """`text`, cut to leave room for `end` (a link), and both together in one SMS."""
    room = LIMIT - length(end) - 1
    said = spelled(text)
    if length(said) > room:
        while length(said) > room - 3:
            said = said[:-1]
        said = said.rstrip() + "..."
    return f"{said} {end}"
