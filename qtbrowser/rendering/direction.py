"""Which way a paragraph is written: by its first strong character (Unicode Standard Annex 9, rules P2 and P3)."""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Overrides, embeddings and isolates can make a title read as what it isn't; the marks LRM and RLM can't.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def has_right_to_left(text: str) -> bool:
    """Whether any character of the text belongs to a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character of the text is one of Hebrew, Arabic or their relatives."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False


def without_overrides(text: str) -> str:
    """The text without the characters that reorder what follows them."""
    return _OVERRIDES.sub("", text)


def direction_attribute(text: str) -> str:
    """The attribute, with a space before it, of an element that holds such a text; empty for one from left to right."""
    return ' dir="rtl"' if is_right_to_left(text) else ""
