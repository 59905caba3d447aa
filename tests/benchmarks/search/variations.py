"""What people type when they look for a document they know of: made from the document by rules and a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from qtbrowser.search.analysis import STOP_WORDS
from tests.benchmarks.search.records import Record

DESCRIPTION = "description"
CLASSES = (
    "full question",
    "words dropped",
    "other order",
    "one typo",
    "half typed",
    "keywords",
    DESCRIPTION,
)
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST_WORDS = 3
_SHORTEST_MISTYPED = 5
_DESCRIPTION_WORDS = 6
_KEYWORDS = 3


def vary(record: Record, seed: int) -> dict[str, str]:
    """Return what is typed in each class; classes are left out for which the document has too few words.

    - words dropped: a third of the question's words are missing, three at least are left;
    - other order: all of them, shuffled;
    - one typo: one word of five letters or more has a letter too many, too few, exchanged or mistyped, not the first;
    - half typed: the first 40 to 60 per cent of the question's letters, often ending within a word;
    - keywords: three of the document's keywords and nothing else;
    - description: six of its words that are not among the commonest, in their order.
    """
    typed = {}
    for name, make in _MAKERS.items():
        text = make(record, random.Random(f"{seed} {name} {record.path}"))
        if text:
            typed[name] = text
    return typed


def _dropped(record: Record, chance: random.Random) -> str:
    words = _WORD.findall(record.title)
    kept = max(_FEWEST_WORDS, len(words) - max(1, len(words) // 3))
    if kept >= len(words):
        return ""
    return " ".join(words[place] for place in sorted(chance.sample(range(len(words)), kept)))


def _shuffled(record: Record, chance: random.Random) -> str:
    words = _WORD.findall(record.title)
    if len(words) < _FEWEST_WORDS:
        return ""
    chance.shuffle(words)
    return " ".join(words)


def _mistyped(record: Record, chance: random.Random) -> str:
    title = record.title
    long = [found.span() for found in _WORD.finditer(title) if len(found.group()) >= _SHORTEST_MISTYPED]
    if not long:
        return ""
    start, end = chance.choice(long)
    return title[:start] + mistype(title[start:end], chance) + title[end:]


def mistype(word: str, chance: random.Random) -> str:
    """Return a word of two letters or more with one mistake in it; its first letter stays."""
    for _ in range(20):
        place = chance.randrange(1, len(word))
        letter = chance.choice(_LETTERS)
        wrong = chance.choice(
            (
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
            )
        )
        if wrong != word:
            return wrong
    return word + "x"


def _half(record: Record, chance: random.Random) -> str:
    title = record.title
    if len(_WORD.findall(title)) <= _FEWEST_WORDS:
        return ""
    return title[: round(len(title) * chance.uniform(0.4, 0.6))].rstrip()


def _keywords(record: Record, chance: random.Random) -> str:
    if len(record.keywords) < _KEYWORDS:
        return ""
    return " ".join(chance.sample(record.keywords, _KEYWORDS))


def _description(record: Record, chance: random.Random) -> str:
    words = [word for word in _WORD.findall(record.description) if word.lower() not in STOP_WORDS]
    if len(words) < _DESCRIPTION_WORDS:
        return ""
    places = sorted(chance.sample(range(len(words)), _DESCRIPTION_WORDS))
    return " ".join(words[place] for place in places)


_MAKERS: dict[str, Callable[[Record, random.Random], str]] = dict(
    zip(
        CLASSES,
        (lambda record, _: record.title, _dropped, _shuffled, _mistyped, _half, _keywords, _description),
        strict=True,
    )
)
