"""Ranks short texts by how well they fit what is being typed, typing errors and left out letters included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

LEAST_RATIO = 60
"""A text that is less like what was typed (0 to 100) is left out."""

_INITIALS = 66
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
    scored = []
    for number, ratio in _ratios(typed, texts):
        text = texts[number]
        padded = f" {text}"
        score = ratio
        if text.startswith(typed):
            score += _BEGINS
        if all(word in padded for word in words):
            score += _WORDS_BEGIN
        elif typed in text:
            score += _CONTAINS
        scored.append((-score, len(text), number))
    scored.sort()
    return [number for _, _, number in scored[:limit]]


def _ratios(typed: str, texts: Sequence[str]) -> Iterator[tuple[int, float]]:
    found = {
        number: ratio
        for _, ratio, number in process.extract_iter(typed, texts, scorer=fuzz.partial_ratio, score_cutoff=LEAST_RATIO)
        # Of a text shorter than what was typed a part is always found.
        if len(texts[number]) * 2 >= len(typed)
    }
    yield from found.items()
    letters = typed.replace(" ", "")
    for number, text in enumerate(texts):
        if number not in found and text[:1] == letters[0] and _are_initials(letters, text):
            yield number, _INITIALS


def _are_initials(letters: str, text: str) -> bool:
    """Whether the letters begin words of the text, in order, none left over."""
    place = 0
    for word in text.split():
        if place < len(letters) and word[0] == letters[place]:
            place += 1
    return place == len(letters)
