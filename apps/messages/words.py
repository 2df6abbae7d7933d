"""What a message says: plain text, its line breaks kept, its web addresses made links. Nothing that was typed becomes markup."""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

REL = "nofollow noopener noreferrer ugc"
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")  # also what turns the direction of writing round
ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]{1,2000}", re.IGNORECASE)
TRAILING = ".,;:!?…*_~"
PAIRS = {")": "(", "]": "["}


def clean(text: str) -> str:
    """The text as it is kept: no control characters, no blank lines before, behind, or more than one between."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def render(text: str) -> str:
    """Safe HTML: paragraphs at blank lines, `<br>` at others, links that tell nothing of where they were followed."""
    return "".join(f"<p>{linked(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n") if part.strip())


def linked(text: str) -> str:
    """Everything escaped; what is a web address, and only that, becomes a link."""
    parts, at = [], 0
    for found in ADDRESS.finditer(text):
        address = trimmed(found[0])
        if not is_web(address):
            continue
        href = escape(address)
        parts += [escape(text[at : found.start()]), f'<a href="{href}" rel="{REL}" target="_blank">{href}</a>']
        at = found.start() + len(address)
    return "".join([*parts, escape(text[at:])])


def trimmed(address: str) -> str:
    """Without the sentence's own punctuation; a bracket stays where the address has its partner."""
    while address:
        last = address[-1]
        if last in TRAILING or (last in PAIRS and address.count(last) > address.count(PAIRS[last])):
            address = address[:-1]
        else:
            break
    return address


def is_web(address: str) -> bool:
    """http or https, to a host, without a name and password before it."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def plain(text: str) -> str:
    """Lower case, without accents: what a search looks through, and for."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in folded if not unicodedata.combining(one)).split())


def one_line(text: str, limit: int = 140) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
