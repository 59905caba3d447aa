"""Folds subjects, topics and titles for comparison, and digests answers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not decompose into a plain letter and an accent, with what searches take them for."""

_MOST_AT_ONCE = 1 << 20
_LEADING_MARKS = re.compile(r"^[\W_]+")


def split_subject(text: str) -> tuple[str, ...]:
    """The parts of a subject such as ``Crafts/Woodworking``, each with single spaces, empty ones left out."""
    parts = (" ".join(part.split()) for part in text.split("/"))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=1 << 10)
def subject_key(text: str) -> str:
    """A key that is equal for subjects that differ only in case or spacing.

    ``"Education  Studies"`` -> ``"educationstudies"``. Parts stay separate: ``"Crafts / Wood"`` ->
    ``"crafts/wood"``. Empty for a text without a name in it.
    """
    return "/".join(_fold("".join(part.split())) for part in split_subject(text))


# A library repeats the same keywords and subjects many times.
@lru_cache(maxsize=1 << 15)
def topic_key(text: str) -> str:
    """A key that is equal for keywords that differ only in case or in runs of space."""
    return _fold(" ".join(text.split()))


def title_key(text: str) -> str:
    """The key that titles are ordered by: case and accents folded, without leading punctuation."""
    if text.isascii():
        folded = text.lower()
        return _LEADING_MARKS.sub("", folded, count=1) or folded
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    folded = _fold(plain)
    return _LEADING_MARKS.sub("", folded, count=1) or folded


_ASCII_SPACES = bytes(0x20 if chr(code).isspace() else code for code in range(256))
"""Maps each byte of ASCII text that is space to the one of a space."""


def answer_digest(answer: str) -> int:
    """A signed 64-bit number that is equal for answers that differ only in spacing; 0 for an empty one."""
    digest = hashlib.blake2b(digest_size=8)
    is_empty = True
    start = 0
    while start < len(answer):
        # The words of a very long answer take many times its memory: they are looked at part by part.
        end = answer.find("\n", start + _MOST_AT_ONCE)
        end = len(answer) if end < 0 else end
        words = _spaced_once(answer[start:end])
        if words:
            digest.update(words if is_empty else b" " + words)
            is_empty = False
        start = end
    return 0 if is_empty else int.from_bytes(digest.digest(), "big", signed=True)


def _spaced_once(text: str) -> bytes:
    """A text as UTF-8 with one space between words and none around them."""
    if not text.isascii():
        return " ".join(text.split()).encode("utf-8", "replace")
    # As above, without a string for each word.
    words = text.encode().translate(_ASCII_SPACES)
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    return words.strip(b" ")


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
