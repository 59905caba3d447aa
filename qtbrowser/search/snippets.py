"""Makes snippets: the passage of an answer that best shows why a document was found."""

from __future__ import annotations

import re

from qtbrowser.search.index_values import Snippet
from qtbrowser.search.marking import Mark
from qtbrowser.search.query import Query

LENGTH = 200
# The share of the passage that may be before its first found word.
_LEAD = 60
_SPACE = re.compile(r"\s+")
_ELLIPSIS = "\u2026"


def make_snippet(answer: str, query: Query, length: int = LENGTH) -> Snippet:
    """Return the passage of `answer`, about `length` characters, with the most of the words looked for.

    White space, line ends too, is shown as single spaces; where the passage is cut, an ellipsis says so.

    Args:
        answer: plain words, as they were indexed.
        query: what was looked for; where the answer has none of it, the passage is the answer's beginning.
        length: how long the passage may get, in code points.
    """
    marks = query.marker.find(answer)
    first = marks[_best_window(marks, length)][0] if marks else 0
    start, end = _bounds(answer, first, length)
    text = _SPACE.sub(" ", answer[start:end].strip())
    text = (_ELLIPSIS if answer[:start].strip() else "") + text + (_ELLIPSIS if answer[end:].strip() else "")
    place = sum(mark[0] < start for mark in marks)
    return Snippet(text, tuple(query.marks(text)) if marks else (), place)


def _best_window(marks: list[Mark], length: int) -> int:
    """Return the number of the mark from which a window of `length` holds the most different clauses, then marks."""
    best, best_worth = 0, (0, 0)
    last = 0
    for first, (start, _, _) in enumerate(marks):
        while last < len(marks) and marks[last][1] - start <= length - _LEAD:
            last += 1
        window = marks[first:last]
        worth = (len({clause for _, _, clause in window}), len(window))
        if worth > best_worth:
            best, best_worth = first, worth
        if last == len(marks):
            break
    return best


def _bounds(answer: str, first: int, length: int) -> tuple[int, int]:
    """Return where a passage around `first` begins and ends, both between words where there are spaces."""
    if len(answer) <= length:
        return 0, len(answer)
    start = max(0, min(first - _LEAD, len(answer) - length))
    if start:
        sentence = max(answer.rfind(mark, start, first) for mark in (". ", "? ", "! ", "\n"))
        space = sentence if sentence >= 0 else answer.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(answer), start + length)
    if end < len(answer):
        space = answer.rfind(" ", start + length // 2, end + 1)
        end = space if space >= 0 else end
    return start, end
