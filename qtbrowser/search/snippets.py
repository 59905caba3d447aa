"""Makes snippets: the passage of an answer that contains most of the query's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from qtbrowser.search.index_values import Snippet
from qtbrowser.search.marking import Mark
from qtbrowser.search.query import Query

LENGTH = 200
# The largest share of the passage that is in front of its first found word.
LEAD = 60
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
    passage = answer[start:end].strip()
    text = " ".join(passage.split())
    before = _ELLIPSIS if answer[:start].strip() else ""
    after = _ELLIPSIS if answer[end:].strip() else ""
    text = before + text + after
    place = bisect_left(marks, (start,))
    if not marks:
        return Snippet(text, (), place, -1)
    shown = None
    if len(text) - len(before) - len(after) == len(passage):
        begin = answer.index(passage, start)
        shown = _marks_within(marks, answer, begin, begin + len(passage))
    if shown is None:
        return Snippet(text, tuple(query.marks(text)), place, first)
    return Snippet(text, tuple((start + len(before), end + len(before)) for start, end in shown), place, first)


def _marks_within(marks: Sequence[Mark], answer: str, begin: int, end: int) -> list[tuple[int, int]] | None:
    """Return the marks of an answer that are in its part [begin, end), as ranges of that part.

    Returns:
        None if the part, read by itself, may have other marks, because a word or a mark goes beyond it.
    """
    if not (answer[begin - 1 : begin] or " ").isspace() or not (answer[end : end + 1] or " ").isspace():
        return None
    first, last = bisect_left(marks, (begin,)), bisect_left(marks, (end,))
    if (first and marks[first - 1][1] > begin) or (last > first and marks[last - 1][1] > end):
        return None
    return [(start - begin, stop - begin) for start, stop, _ in marks[first:last]]


def _best_window(marks: list[Mark], length: int) -> int:
    """Return the index of the mark at which the window of `length` with the most different clauses begins; if several
    have as many, the one with the most marks.
    """
    best, most_clauses, most_marks = 0, 0, 0
    # How often each clause is in the window of the marks [first, last), and how many of them are.
    counts = [0] * (1 + max([clause for _, _, clause in marks]))
    distinct = 0
    last, end, width = 0, len(marks), length - LEAD
    for first, (start, _, clause) in enumerate(marks):
        last = max(last, first)
        while last < end and marks[last][1] - start <= width:
            of_last = marks[last][2]
            if not counts[of_last]:
                distinct += 1
            counts[of_last] += 1
            last += 1
        if distinct > most_clauses or (distinct == most_clauses and last - first > most_marks):
            best, most_clauses, most_marks = first, distinct, last - first
        if last == end:
            break
        if last > first:
            counts[clause] -= 1
            if not counts[clause]:
                distinct -= 1
    return best


def _bounds(answer: str, first: int, length: int) -> tuple[int, int]:
    """Return the range of a passage around `first`; it begins and ends between words if there are spaces."""
    if len(answer) <= length:
        return 0, len(answer)
    start = max(0, min(first - LEAD, len(answer) - length))
    if start:
        sentence = max([answer.rfind(mark, start, first) for mark in (". ", "? ", "! ", "\n")])
        space = sentence if sentence >= 0 else answer.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(answer), start + length)
    if end < len(answer):
        space = answer.rfind(" ", start + length // 2, end + 1)
        end = space if space >= 0 else end
    return start, end
