"""A small collection of made-up documents with a skewed vocabulary, always the same one."""

from __future__ import annotations

import random
from datetime import date, timedelta

from qtbrowser.search.index_values import IndexEntry

_SYLLABLES = ("ba", "ren", "ti", "mo", "kul", "sep", "ra", "dor", "phi", "lan", "ose", "ment", "gra", "tion", "ly")
_ENDINGS = ("", "", "s", "ing", "ed", "er")


def make_words(count: int, seed: int) -> list[str]:
    """Return distinct words; some differ in their endings alone."""
    chance = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < count:
        word = "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))
        words[word + chance.choice(_ENDINGS)] = None
    return list(words)


def make_entries(count: int, seed: int = 1, first: int = 0) -> list[IndexEntry]:
    """Return `count` documents, numbered from `first` on; one in nine is hidden, one in five has no date."""
    chance = random.Random(seed)
    words = make_words(400, seed=7)
    weights = [1 / (rank + 1) for rank in range(len(words))]

    def text(least: int, most: int) -> str:
        return " ".join(chance.choices(words, weights, k=chance.randint(least, most)))

    entries = []
    for number in range(first, first + count):
        subject = chance.choice(("alpha", "beta", "gamma", ""))
        entries.append(
            IndexEntry(
                path=f"{subject or 'other'}/{number:05}.md",
                title=f"{text(2, 8)}?",
                answer=f"{text(0, 120)}. {text(0, 60)}",
                keywords=tuple(text(1, 3) for _ in range(chance.randint(0, 4))),
                id=str(number) if number % 3 else "",
                subject=subject,
                folder=subject or "other",
                topics=tuple(chance.sample(("one", "two", "three", "four"), k=chance.randint(0, 3))),
                date=date(2024, 1, 1) + timedelta(days=chance.randint(0, 300)) if number % 5 else None,
                hidden=number % 9 == 0,
            )
        )
    return entries
