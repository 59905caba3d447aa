"""Compares two texts line by line, and marks the words that differ. No Qt: the worker calls it.

Lines are paired by `difflib.SequenceMatcher` (Ratcliff and Obershelp's gestalt matching), words within paired lines by
the same method.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

Marks = tuple[tuple[int, int], ...]

CONTEXT = 3
"""Lines shown around each change."""

LONGEST = 360
"""The length in characters above which a line, such as an answer in one line, is cut to the surroundings of its
differences.
"""

AROUND = 90
"""The number of characters shown before and after each difference in such a line."""

MOST_WORDS = 3_000
"""The number of words above which two lines are compared by their common beginning and end only: matching is
quadratic.
"""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_CUT = "…"


class Kind(StrEnum):
    """The kind of a row of a diff."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Side:
    """One line of one of the texts.

    Attributes:
        number: the line's number, from 1.
        text: the line without its end, perhaps cut.
        marks: (start, end) of the differences, in code points.
    """

    number: int
    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A line before and after.

    Attributes:
        kind: the kind of change.
        before: the line before; None if it was added.
        after: the line after; None if it was removed.
        left_out: for a gap, the number of equal lines that are not shown.
    """

    kind: Kind
    before: Side | None = None
    after: Side | None = None
    left_out: int = 0


def diff_rows(before: str, after: str, context: int | None = CONTEXT) -> list[DiffRow]:
    """The rows of a diff.

    Args:
        before: the first text.
        after: the second text.
        context: equal lines shown around each change; None shows all.
    """
    old, new = map(_lines, _without_usual_ends(before, after))
    rows: list[DiffRow] = []
    for tag, start, end, new_start, new_end in _opcodes(old, new):
        if tag == "equal":
            pairs = zip(range(start, end), range(new_start, new_end), strict=True)
            rows += [DiffRow(Kind.SAME, _whole(old, one), _whole(new, other)) for one, other in pairs]
        else:
            rows += _replaced(old, new, (start, end), (new_start, new_end))
    return rows if context is None else list(_folded(rows, context))


def counts(rows: Sequence[DiffRow]) -> tuple[int, int]:
    """The numbers of added and of removed lines."""
    changed = sum(row.kind is Kind.CHANGED for row in rows)
    added = sum(row.kind is Kind.ADDED for row in rows)
    removed = sum(row.kind is Kind.REMOVED for row in rows)
    return added + changed, removed + changed


def word_marks(before: str, after: str) -> tuple[Marks, Marks]:
    """The differences between two lines, as ranges in each of them, in code points."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    old_marks: list[tuple[int, int]] = []
    new_marks: list[tuple[int, int]] = []
    old_places, new_places = _places(old), _places(new)
    for tag, start, end, new_start, new_end in _opcodes(old, new):
        if tag == "equal":
            continue
        if end > start:
            old_marks.append((old_places[start], old_places[end]))
        if new_end > new_start:
            new_marks.append((new_places[new_start], new_places[new_end]))
    return tuple(old_marks), tuple(new_marks)


def _without_usual_ends(before: str, after: str) -> tuple[str, str]:
    """Two texts all lines of which end as on Windows, with `\\n` at their ends; others as they are, so that it is seen
    which lines end so.
    """
    if all(text.count("\n") == text.count("\r\n") for text in (before, after)):
        return before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
    return before, after


def _lines(text: str) -> list[str]:
    """Split into lines at `\\n` only; other line separators are shown as characters."""
    return text.removesuffix("\n").split("\n") if text else []


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The operations from one to the other. Equal beginnings and ends are removed first, which makes most diffs
    linear.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    old_end, new_end = len(old) - tail, len(new) - tail
    middle, new_middle = old[head:old_end], new[head:new_end]
    if len(middle) + len(new_middle) > MOST_WORDS:
        yield "replace", head, old_end, head, new_end
    else:
        matcher = SequenceMatcher(None, middle, new_middle, autojunk=False)
        for tag, start, end, new_start, new_stop in matcher.get_opcodes():
            yield tag, start + head, end + head, new_start + head, new_stop + head
    if tail:
        yield "equal", old_end, len(old), new_end, len(new)


def _replaced(old: list[str], new: list[str], was: tuple[int, int], now: tuple[int, int]) -> Iterator[DiffRow]:
    """Replaced lines: paired in their order; the remaining ones are added or removed."""
    paired = min(was[1] - was[0], now[1] - now[0])
    for step in range(paired):
        before, after = old[was[0] + step], new[now[0] + step]
        marks, new_marks = word_marks(before, after)
        yield DiffRow(Kind.CHANGED, _cut(was[0] + step, before, marks), _cut(now[0] + step, after, new_marks))
    for place in range(was[0] + paired, was[1]):
        yield DiffRow(Kind.REMOVED, before=_whole(old, place))
    for place in range(now[0] + paired, now[1]):
        yield DiffRow(Kind.ADDED, after=_whole(new, place))


def _whole(lines: list[str], place: int) -> Side:
    return _cut(place, lines[place], ())


def _cut(place: int, line: str, marks: Marks) -> Side:
    """A line; a long one without the parts that are far from its marks."""
    if len(line) <= LONGEST:
        return Side(place + 1, line, marks)
    kept: list[list[int]] = []
    for start, end in marks or ((0, LONGEST // 2),):
        if kept and start - AROUND <= kept[-1][1]:
            kept[-1][1] = min(len(line), end + AROUND)
        else:
            kept.append([max(0, start - AROUND), min(len(line), end + AROUND)])
    text = ""
    moved: list[tuple[int, int]] = []
    for begin, stop in kept:
        text += _CUT if begin > 0 else ""
        shift = len(text) - begin
        moved += [(start + shift, end + shift) for start, end in marks if begin <= start and end <= stop]
        text += line[begin:stop]
    return Side(place + 1, text + (_CUT if kept[-1][1] < len(line) else ""), tuple(moved))


def _folded(rows: list[DiffRow], context: int) -> Iterator[DiffRow]:
    near = [False] * len(rows)
    for place, row in enumerate(rows):
        if row.kind is not Kind.SAME:
            for neighbour in range(max(0, place - context), min(len(rows), place + context + 1)):
                near[neighbour] = True
    left_out = 0
    for row, shown in zip(rows, near, strict=True):
        if shown:
            if left_out:
                yield DiffRow(Kind.GAP, left_out=left_out)
                left_out = 0
            yield row
        else:
            left_out += 1
    if left_out:
        yield DiffRow(Kind.GAP, left_out=left_out)


def _places(words: list[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places
