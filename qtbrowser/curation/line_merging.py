"""Merges two texts that were made of the same one, line by line.

The lines that each of the two has changed are found by `difflib.SequenceMatcher`. Changes of different lines go
together; where both have changed the same lines, or added lines at the same place, the two collide, unless they are
alike. That is the rule of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007), but that changes of
neighbouring lines don't collide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from qtbrowser.curation.merged_lines import Agreed, Collision

MOST_PAIRS = 4_000_000
"""Pairs of equal lines of two texts above which lines that repeat are not compared by themselves."""


class _Edit(NamedTuple):
    """Lines `start` to `end` of the base became lines `own_start` to `own_end` of one side."""

    start: int
    end: int
    own_start: int
    own_end: int


def merge_lines(base: str, mine: str, theirs: str) -> list[Agreed | Collision]:
    """The parts of the merged text, in order.

    Args:
        base: the text that both were made of.
        mine, theirs: the two texts.
    """
    lines, own, other = base.split("\n"), mine.split("\n"), theirs.split("\n")
    edits = (_edits(lines, own), _edits(lines, other))
    parts: list[Agreed | Collision] = []
    position = 0
    shifts = [0, 0]
    places = [0, 0]
    while any(place < len(side) for place, side in zip(places, edits, strict=True)):
        taken = _next_group(edits, places)
        group = [edit for side in taken for edit in side]
        start, end = min(edit.start for edit in group), max(edit.end for edit in group)
        _agree(parts, lines[position:start])
        versions = []
        for number, (side, texts) in enumerate(zip(taken, (own, other), strict=True)):
            begin = start + shifts[number]
            shifts[number] += sum((edit.own_end - edit.own_start) - (edit.end - edit.start) for edit in side)
            versions.append(tuple(texts[begin : end + shifts[number]]))
        places = [place + len(side) for place, side in zip(places, taken, strict=True)]
        if not taken[1] or versions[0] == versions[1]:
            _agree(parts, versions[0])
        elif not taken[0]:
            _agree(parts, versions[1])
        else:
            parts.append(Collision(tuple(lines[start:end]), *versions))
        position = end
    _agree(parts, lines[position:])
    return parts


def _agree(parts: list[Agreed | Collision], lines: Sequence[str]) -> None:
    if not lines:
        return
    if parts and isinstance(parts[-1], Agreed):
        parts[-1] = Agreed((*parts[-1].lines, *lines))
    else:
        parts.append(Agreed(tuple(lines)))


def _edits(base: Sequence[str], own: Sequence[str]) -> list[_Edit]:
    counts = Counter(own)
    # Lines that repeat, such as blank ones, are compared with each other all, which grows with the square.
    is_repetitive = sum(counts[line] for line in base) > MOST_PAIRS
    codes = SequenceMatcher(None, base, own, autojunk=is_repetitive).get_opcodes()
    return [_Edit(*places) for tag, *places in codes if tag != "equal"]


def _next_group(edits: tuple[list[_Edit], list[_Edit]], places: Sequence[int]) -> tuple[list[_Edit], list[_Edit]]:
    """The next edits of both sides that belong together, because they concern the same lines.

    Args:
        edits: those of each side, in order.
        places: how many of each side are taken already.
    """
    taken: tuple[list[_Edit], list[_Edit]] = ([], [])
    waiting = [side[place] for side, place in zip(edits, places, strict=True) if place < len(side)]
    first = min(waiting, key=lambda edit: (edit.start, edit.end))
    start, end = first.start, first.end
    grows = True
    while grows:
        grows = False
        for side, place, own in zip(edits, places, taken, strict=True):
            while place + len(own) < len(side) and _touches(side[place + len(own)], start, end):
                edit = side[place + len(own)]
                own.append(edit)
                start, end = min(start, edit.start), max(end, edit.end)
                grows = True
    return taken


def _touches(edit: _Edit, start: int, end: int) -> bool:
    """Whether an edit shares lines with a stretch of the base; an insertion shares the places at its borders."""
    if edit.start == edit.end or start == end:
        return edit.start <= end and start <= edit.end
    return edit.start < end and start < edit.end
