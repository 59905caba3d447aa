"""Finds a passage again in a text that may have changed, by its words and what was around them."""

from __future__ import annotations

import re
from itertools import islice

LIKE_ENOUGH = 80.0
"""How alike a changed passage has to be, in per cent, to be the same."""

RATHER_LIKE = 60.0
"""The same for one that is between the same surroundings as before."""

LONGEST_ALIKE = 2_000
"""A longer passage has to be the same, or between the same surroundings."""

MOST_COMPARED = 10_000_000
"""Characters of a changed passage times those of the text around its old place in which it is looked for: a tenth of a
second. One that is the same is found anywhere.
"""

MOST_PLACES = 1_000
"""Most places of a repeated passage that are weighed."""

MOST_WORDS = 200
"""A passage of more words has to have the same spaces."""

_SHORTEST = 8
"""A shorter passage has to be the same: of so few letters any are alike."""


def find_quote(text: str, quote: str, prefix: str, suffix: str, place: int) -> tuple[int, int] | None:
    """Where a passage is, as the processing of a TextQuoteSelector asks: the same words, and of several places that
    with the same surroundings; else the most alike one.

    Args:
        text: where to look.
        quote: the passage.
        prefix, suffix: what was before and after it.
        place: how many characters were before it.

    Returns:
        Start and end in characters; None if nothing is alike enough.
    """
    if not quote.strip():
        return None
    if exact := find_words(text, quote, prefix, suffix, place):
        return exact
    if len(quote) < _SHORTEST or not text:
        return None
    if between := _between(text, quote, prefix, suffix):
        return between
    if len(quote) > LONGEST_ALIKE:
        return None
    from rapidfuzz import fuzz

    # The part around the old place, where the text is too long to look through.
    longest = MOST_COMPARED // len(quote)
    first = min(max(0, place - longest // 2), max(0, len(text) - longest))
    part = text[first : first + longest]
    found = fuzz.partial_ratio_alignment(quote, part, score_cutoff=LIKE_ENOUGH) if len(part) >= len(quote) else None
    if found is None:
        return None
    return _whole_words(text, first + found.dest_start, first + found.dest_end)


def find_words(text: str, quote: str, prefix: str, suffix: str, place: int) -> tuple[int, int] | None:
    """As `find_quote`, but only where the words are the same."""

    def likeness(one: tuple[int, int]) -> tuple[float, int]:
        return _likeness(text, one[0], one[1], prefix, suffix), -abs(one[0] - place)

    return max(_same_words(text, quote), key=likeness, default=None)


def _same_words(text: str, quote: str) -> list[tuple[int, int]]:
    """The places that say the same; where there are none, those that say it with other spaces and line ends."""
    places: list[tuple[int, int]] = []
    start = text.find(quote)
    while start >= 0 and len(places) < MOST_PLACES:
        places.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    words = [] if places else quote.split(maxsplit=MOST_WORDS)
    if 1 < len(words) <= MOST_WORDS:
        found = re.finditer(r"\s+".join(map(re.escape, words)), text)
        places = [one.span() for one in islice(found, MOST_PLACES)]
    return places


def _between(text: str, quote: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    """What is where the passage was, between the same surroundings, if it still is rather like it."""
    if not prefix.strip() or not suffix.strip():
        return None
    from rapidfuzz import fuzz

    start = text.find(prefix)
    for _ in range(MOST_PLACES):
        if start < 0:
            break
        first = start + len(prefix)
        last = text.find(suffix, first, first + 2 * len(quote) + len(suffix))
        if last > first and fuzz.ratio(quote, text[first:last]) >= RATHER_LIKE:
            return first, last
        start = text.find(prefix, start + 1)
    return None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text that begins and ends within no word."""
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _likeness(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    from rapidfuzz import fuzz

    before = fuzz.ratio(text[max(0, start - len(prefix)) : start], prefix) if prefix else 0.0
    after = fuzz.ratio(text[end : end + len(suffix)], suffix) if suffix else 0.0
    return before + after
