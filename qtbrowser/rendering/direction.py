"""The writing direction of a paragraph, by its first strong character (Unicode Standard Annex 9, rules P2 and P3).

One exception: a single letter of another script before an English sentence does not change the direction.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Overrides, embeddings and isolates can disguise a title; the marks LRM and RLM can't.
_LEAST_SHARE = 0.2
"""Smallest share of right-to-left characters among the strong ones, if the first one is right-to-left."""

_LETTERS_LOOKED_AT = 400
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def has_right_to_left(text: str) -> bool:
    """Whether any character of the text belongs to a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character of the text is one of Hebrew, Arabic or their relatives, and not alone."""
    if not has_right_to_left(text):
        return False
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    first = list(islice(strong, _LETTERS_LOOKED_AT))
    return bool(first) and first[0] != "L" and sum(kind != "L" for kind in first) >= _LEAST_SHARE * len(first)


def has_letters(text: str) -> bool:
    """Whether the text has a character that tells a direction."""
    return any(unicodedata.bidirectional(character) in ("L", "R", "AL") for character in text)


def without_overrides(text: str) -> str:
    """The text without the characters that reorder what follows them."""
    return _OVERRIDES.sub("", text)


def direction_attribute(text: str) -> str:
    """The attribute, with a space before it, of an element that holds such a text; empty for one from left to right."""
    return ' dir="rtl"' if is_right_to_left(text) else ""
