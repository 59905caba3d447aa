"""What search by meaning costs: the vectors of a library, and what it adds to a search.

The library has to be in English; for any other there are no vectors. Vectors that are there are not made again: remove
them first (`qtbrowser meaning --remove FOLDER`) to measure their making.
"""

from __future__ import annotations

import time
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.search.own_words import read_questions

_MINUTES = 60.0
_MOST_ADDED = 30.0
"""In milliseconds."""


def measure(library: Path, cache: Path) -> list[Figure]:
    """Make the missing vectors of a library, then ask each question by words alone and by words and meaning.

    Args:
        library: the documents; the questions need not be about them.
        cache: QtBrowser's cache folder.

    Raises:
        MeaningUnavailable: the library is not in English, or a part of the installation is missing.
    """
    with Library.open(library, cache_dir=cache) as opened:
        return [*_making(opened), *_adding(opened)]


def _making(opened: Library) -> list[Figure]:
    begin = time.perf_counter()
    documents = opened.count()
    half = whole = 0.0
    total = 0
    for progress in opened.make_meaning():
        whole, total = (time.perf_counter() - begin) / _MINUTES, progress.total
        if not half and progress.done >= documents:
            half = whole
    note = f"{total:,} texts of {documents:,} documents"
    return [
        Figure("vectors of all questions", half, "min", 3.0, note),
        Figure("vectors of questions and answers", whole, "min", 7.0, note),
    ]


def _adding(opened: Library) -> list[Figure]:
    words, both, added = [], [], []
    for round_number in range(2):
        for _, question in read_questions():
            begin = time.perf_counter()
            opened.search(question, words_only=True)
            middle = time.perf_counter()
            opened.search(question)
            end = time.perf_counter()
            # The first round loads the model, the vectors and what the words need.
            if round_number:
                words.append((middle - begin) * 1000)
                both.append((end - middle) * 1000)
                added.append((end - middle - (middle - begin)) * 1000)
    return [
        Figure(f"{name}, {share:.0%}", percentile(values, share), "ms", limit)
        for name, values, limit in (
            ("search by words alone", words, None),
            ("search by words and meaning", both, None),
            ("what meaning adds", added, _MOST_ADDED),
        )
        for share in (0.5, 0.95)
    ]
