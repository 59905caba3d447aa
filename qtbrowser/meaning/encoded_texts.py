"""Which text of an answer gets a vector.

Whoever changes this raises `vector_file.SIGNATURE`, so that all vectors are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

# A shorter summary says too little; the beginning of the answer is taken in its place.
SHORTEST_SUMMARY = 40
LONGEST_ANSWER = 320
_SHORTEST_ANSWER = 200
MOST_ASKED = 500
"""Of a file that asks more questions, so many of the first ones have vectors."""


class Asked(NamedTuple):
    """A question of a file that asks many.

    Attributes:
        path: of the file.
        place: its number among the questions of the file, from 0.
        key: of its vector; equal questions have the same.
        question: its words.
    """

    path: str
    place: int
    key: int
    question: str


def asked_questions(texts: Iterable[tuple[str, str]]) -> Iterator[Asked]:
    """Yield the questions that have vectors beside those of the documents.

    Args:
        texts: path and words of every question, those of a file one after the other.
    """
    last, place = "", 0
    for path, question in texts:
        last, place = (path, place + 1) if path == last else (path, 0)
        if place < MOST_ASKED:
            key = int.from_bytes(blake2b(question.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
            yield Asked(path, place, key, question)


def answer_text(title: str, summary: str, answer: str) -> str:
    """Return the text for the vector of an answer: its summary if there is one, else its beginning.

    Args:
        title: the question, which is taken where there is neither.
        summary, answer: plain texts.
    """
    if len(summary) >= SHORTEST_SUMMARY:
        return summary[:LONGEST_ANSWER]
    beginning = " ".join(answer[: 2 * LONGEST_ANSWER].split())
    if len(beginning) > LONGEST_ANSWER:
        # Whole sentences, if that leaves enough.
        end = beginning.rfind(". ", _SHORTEST_ANSWER, LONGEST_ANSWER)
        beginning = beginning[: end + 1] if end >= 0 else beginning[:LONGEST_ANSWER]
    return beginning or summary or title
