"""Ranks short texts by how well they fit what is being typed, typing errors and left out letters included."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

LEAST_RATIO = 60
"""A text that is less like what was typed (0 to 100) is left out."""

LEAST_RATIO_BESIDE = 80
"""The same where another text has what was typed: then it is no typing error."""

_INITIALS = 66
_MOST_INITIALS = 8
_BEGINS = 30
_WORDS_BEGIN = 20
_CONTAINS = 10


def rank(typed: str, texts: Sequence[str], limit: int) -> list[int]:
    """The texts that fit, the best first.

    A text fits where a part of it is like what was typed, by RapidFuzz's `partial_ratio` (normalised similarity by
    insertions and deletions), or where what was typed are letters of it in order, the first of which begin words.
    One that begins with what was typed comes first, then those of which words begin with each typed word.

    Args:
        typed: what was typed, folded: as the texts in case and accents.
        texts: folded texts.
        limit: most to return.

    Returns:
        places in `texts`.
    """
    typed = " ".join(typed.split())
    if not typed:
        return list(range(min(limit, len(texts))))
    words = [f" {word}" for word in typed.split()]
    # The list is made in C: most of the time would otherwise go into taking over each result.
    found = process.extract(typed, texts, scorer=fuzz.partial_ratio, score_cutoff=LEAST_RATIO, limit=None)
    # Of a text much shorter than what was typed a part is always found.
    least = len(typed) / 2
    rated = [(ratio, _bonus(typed, words, text), text, number) for text, ratio, number in found if len(text) >= least]
    wanted = LEAST_RATIO_BESIDE if any(bonus for _, bonus, _, _ in rated) else LEAST_RATIO
    scored = [(-ratio - bonus, len(text), number) for ratio, bonus, text, number in rated if bonus or ratio >= wanted]
    if len(words) == 1 and 1 < len(typed) <= _MOST_INITIALS:
        known = {number for _, _, number in scored}
        scored += [
            (-_INITIALS, len(text), number)
            for number, text in enumerate(texts)
            if text[:1] == typed[0] and number not in known and _are_initials(typed, text)
        ]
    scored.sort()
    return [number for _, _, number in scored[:limit]]


def _bonus(typed: str, words: Sequence[str], text: str) -> int:
    """What a text gets beside its likeness."""
    if text.startswith(typed):
        return _BEGINS
    padded = f" {text}"
    for word in words:
        if word not in padded:
            return _CONTAINS if typed in text else 0
    return _WORDS_BEGIN


def _are_initials(letters: str, text: str) -> bool:
    """Whether the letters begin words of the text, in order, none left over."""
    place = 0
    for word in text.split():
        if place < len(letters) and word[0] == letters[place]:
            place += 1
    return place == len(letters)
