"""Words as both engines know them: folded, without accents, cut to their stems, so that both find the same."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
NAMED = (
    (re.compile(r"\b([cj])\+\+", re.I), r"\1plusplus"),
    (re.compile(r"\b([cfj])#", re.I), r"\1sharp"),
    (re.compile(r"(?<!\w)\.net\b", re.I), "dotnet"),
)
LONGEST = 40  # letters of a word that still tells it apart
SKILL = "skill0"  # before the key of a skill
SIGNS = re.compile(r"[+#]|\.net", re.I)
ACCENTS = re.compile("[\u0300-\u036f]+")

stemmers = threading.local()  # a stemmer keeps the word it works on: two threads in one would mix theirs


def fold(text: str) -> str:
    """Lower case, compatibility forms resolved, accents gone: “Ｃafé” is “cafe”. C++ and C# keep their names."""
    if SIGNS.search(text):
        for pattern, name in NAMED:
            text = pattern.sub(name, text)
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word; of words in other languages mostly the word itself."""
    if not hasattr(stemmers, "english"):
        stemmers.english = snowballstemmer.stemmer("english")
    return str(stemmers.english.stemWord(word))[:LONGEST]


def stems(text: str) -> list[str]:
    """The stems of every word, in order."""
    return [stem(word) for word in WORD.findall(fold(text))]


def skill_key(skill: str) -> str:
    """What two spellings of one skill share: “Sheet metal”, “sheet-metal” and “Sheet Metal” are “sheetmetal”."""
    return "".join(WORD.findall(fold(skill)))[:LONGEST]


def skill_word(skill: str) -> str:
    """The word by which a skill is found in the body, whatever its spelling; "" where there is nothing in it."""
    key = skill_key(skill)
    return SKILL + key if key else ""


def searchable(text: str, skills: Iterable[str] = ()) -> str:
    """What a search column holds: stems with a space on either side of each, so that a whole word can be asked for as “ word ”."""
    found = stems(text)
    found += dict.fromkeys(word for skill in skills if (word := skill_word(skill)))
    return f" {' '.join(found)} " if found else ""
