"""Plans which segments to merge after an update, so that there are few segments and few documents are rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A segment with a larger share of deleted documents is rewritten without them.
MOST_DELETED = 0.2
# This many segments of one size class are merged; each class is this many times as large as the one below it. The
# lowest one has up to SMALLEST documents.
FANOUT = 4
# The fanout while an index is built and merged at the end: fewer rewrites, but searches are a little slower until then.
BUILDING_FANOUT = 32
SMALLEST = 256


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of a segment's live and deleted documents."""

    live: int
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    live: int
    members: tuple[int, ...]


def plan_merges(sizes: Sequence[Size], most_documents: int, fanout: int = FANOUT) -> list[list[int]]:
    """Return groups of indices into `sizes`: the segments of each group are merged, the others are unchanged.

    The policy is tiered: with the usual fanout, a document is rewritten about log4(n / 256) times while a library grows
    to n documents, and at most three segments remain in each class.

    Args:
        sizes: the size of each segment.
        most_documents: the largest number of documents of a segment.
        fanout: the number of segments of one size class that are merged.
    """
    groups = [_Group(size.live, (index,)) for index, size in enumerate(sizes)]
    while (joined := _next_merge(groups, most_documents, fanout)) is not None:
        groups = [group for group in groups if group not in joined] + [_join(joined)]
    return [sorted(group.members) for group in groups if len(group.members) > 1 or _is_worn(sizes[group.members[0]])]


def plan_joining(sizes: Sequence[Size], most_documents: int) -> list[list[int]]:
    """Return groups like `plan_merges`, as few and as large as possible; none if no further merge is possible."""
    groups: list[_Group] = []
    for index, size in enumerate(sizes):
        alone = _Group(size.live, (index,))
        if groups and groups[-1].live + size.live <= most_documents:
            groups[-1] = _join([groups[-1], alone])
        else:
            groups.append(alone)
    return [list(group.members) for group in groups if len(group.members) > 1 or sizes[group.members[0]].deleted]


def _next_merge(groups: Sequence[_Group], most_documents: int, fanout: int) -> list[_Group] | None:
    """Return the groups of the lowest full class that may be merged; None if there is none."""
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
