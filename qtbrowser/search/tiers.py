"""Plans which segments to merge after an update, so that they stay few and little is written again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A segment with a larger part of deleted documents is written again without them.
MOST_DELETED = 0.2
# This many segments of one size class become one; classes are powers of this, from SMALLEST documents on.
FANOUT = 4
# The same while an index is built that is joined at the end: written again less often, it is searched a little slower.
BUILDING_FANOUT = 32
SMALLEST = 256


@dataclass(frozen=True, slots=True)
class Size:
    """A segment's documents: those that are there, and those that were deleted."""

    live: int
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    live: int
    members: tuple[int, ...]


def plan_merges(sizes: Sequence[Size], most_documents: int, fanout: int = FANOUT) -> list[list[int]]:
    """Return groups of indices into `sizes`, each to become one segment; the rest stays as it is.

    A tiered policy: with the usual fanout a document is written again about log4(n / 256) times while a library grows
    to n documents, and up to three segments stay in each class.

    Args:
        sizes: of the segments.
        most_documents: how many a segment may have.
        fanout: how many segments of one size class become one.
    """
    groups = [_Group(size.live, (index,)) for index, size in enumerate(sizes)]
    while (joined := _next_merge(groups, most_documents, fanout)) is not None:
        groups = [group for group in groups if group not in joined] + [_join(joined)]
    return [sorted(group.members) for group in groups if len(group.members) > 1 or _is_worn(sizes[group.members[0]])]


def plan_joining(sizes: Sequence[Size], most_documents: int) -> list[list[int]]:
    """Return groups as `plan_merges` does, as few and as large as may be; none where all is joined already."""
    groups: list[_Group] = []
    for index, size in enumerate(sizes):
        alone = _Group(size.live, (index,))
        if groups and groups[-1].live + size.live <= most_documents:
            groups[-1] = _join([groups[-1], alone])
        else:
            groups.append(alone)
    return [list(group.members) for group in groups if len(group.members) > 1 or sizes[group.members[0]].deleted]


def _next_merge(groups: Sequence[_Group], most_documents: int, fanout: int) -> list[_Group] | None:
    """Return the groups of the lowest class that is full, as far as they may be joined; None if none is."""
    classes: dict[int, list[_Group]] = {}
    for group in sorted(groups, key=lambda group: group.live):
        classes.setdefault(_size_class(group.live), []).append(group)
    for _, members in sorted(classes.items()):
        if len(members) >= fanout:
            while len(members) > 1 and sum(group.live for group in members) > most_documents:
                members.pop()
            if len(members) > 1:
                return members
    return None


def _join(groups: Iterable[_Group]) -> _Group:
    parts = list(groups)
    return _Group(sum(part.live for part in parts), tuple(index for part in parts for index in part.members))


def _size_class(live: int) -> int:
    number = 0
    while live > SMALLEST * FANOUT**number:
        number += 1
    return number


def _is_worn(size: Size) -> bool:
    return size.deleted > MOST_DELETED * (size.live + size.deleted)
