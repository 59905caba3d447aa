"""Places in a text, counted in code points by Python and in UTF-16 units by Qt."""

from __future__ import annotations


def units(text: str, place: int) -> int:
    """A place counted in code points -> the same place in UTF-16 units."""
    return place if text.isascii() else place + sum(letter > "\uffff" for letter in text[:place])


def code_points(text: str, place: int) -> int:
    """A place counted in UTF-16 units -> the same place in code points; one within a letter is the letter's start."""
    if text.isascii():
        return place
    seen = 0
    for number, letter in enumerate(text):
        seen += 2 if letter > "\uffff" else 1
        if seen > place:
            return number
    return len(text)
