"""Makes snippets: the passage of an answer that contains most of the query's words."""

from __future__ import annotations

import re

from qtbrowser.search.index_values import Snippet
from qtbrowser.search.marking import Mark
from qtbrowser.search.query import Query

LENGTH = 200
# The largest share of the passage that is in front of its first found word.
_LEAD = 60
_SPACE = re.compile(r"\s+")
_ELLIPSIS = "\u2026"


def make_snippet(answer: str, query: Query, length: int = LENGTH) -> Snippet:
    """Return the passage of `answer`, of about `length` characters, that contains most of the query's words.

    White space, including line ends, becomes single spaces; an ellipsis marks each cut.

    Args:
        answer: the plain text that was indexed.
        query: the query; if the answer has none of its words, the passage is the answer's beginning.
        length: the largest length of the passage in code points.
    """
    marks = query.marker.find(answer)
    first = marks[_best_window(marks, length)][0] if marks else 0
    start, end = _bounds(answer, first, length)
    text = _SPACE.sub(" ", answer[start:end].strip())
    text = (_ELLIPSIS if answer[:start].strip() else "") + text + (_ELLIPSIS if answer[end:].strip() else "")
    place = sum(mark[0] < start for mark in marks)
    return Snippet(text, tuple(query.marks(text)) if marks else (), place, first if marks else -1)


def _best_window(marks: list[Mark], length: int) -> int:
    """Return the index of the mark at which the window of `length` with the most different clauses begins; if several
    have as many, the one with the most marks.
    """
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
    """Return the range of a passage around `first`; it begins and ends between words if there are spaces."""
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
