"""Arranges the steps of a trail into the rows of its panel. No Qt.

The steps of a day are in the order of time. A step that was reached from the one before is below it, on the same level.
When the reader goes back to a step and on from there, what came between is a side trip, and is indented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from qtbrowser.personal.trail import TrailStep

MOST_DEPTH = 6
"""Side trips of side trips are not indented further than this."""


class RowKind(Enum):
    """What a row of the trail is about."""

    DAY = auto()
    SEARCH = auto()
    SUBJECT = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A row: a day, or a step of it.

    Attributes:
        kind: what it is about.
        day: the day in the reader's time zone.
        id: of the step; empty for a day.
        title: of the step; empty for a day.
        when: when the step was reached; None for a day.
        depth: how far it is indented, from 0.
        is_folded: whether the steps of this day are hidden.
    """

    kind: RowKind
    day: date
    id: str = ""
    title: str = ""
    when: datetime | None = None
    depth: int = 0
    is_folded: bool = False


def day_of(step: TrailStep) -> date:
    """The day of a step in the reader's time zone."""
    return _day_of(step.when)


@lru_cache(maxsize=8_192)
def _day_of(when: datetime) -> date:
    return when.astimezone().date()


def what_is_new(state: Mapping[str, Any], before: Mapping[str, Any]) -> RowKind | None:
    """What a state is about, beside the state from which it was reached; None where nothing is new in it.

    Args:
        state, before: JSON values by their keys, as `ViewState.to_values` gives them.
    """
    for keys, kind in _ABOUT:
        values = [state.get(key) for key in keys]
        if any(values) and values != [before.get(key) for key in keys]:
            return kind
    return None


_ABOUT = (
    (("document",), RowKind.DOCUMENT),
    (("beside",), RowKind.DOCUMENT),
    (("text",), RowKind.SEARCH),
    (("similar_to",), RowKind.SEARCH),
    (("subject", "topic"), RowKind.SUBJECT),
)
"""The keys of a state that tell what it is about, the most telling first."""


def arrange(steps: Sequence[TrailStep], words: str = "", folded: Collection[date] = ()) -> list[TrailRow]:
    """The rows of a trail, the latest day first.

    Args:
        steps: in the order of time.
        words: only the steps are wanted that have all of these words in their titles; they are not indented then.
        folded: days whose steps are hidden; with `words` none is.
    """
    wanted = words.casefold().split()
    by_day: dict[date, list[TrailStep]] = defaultdict(list)
    for step in steps:
        if not wanted or all(word in step.title.casefold() for word in wanted):
            by_day[day_of(step)].append(step)
    states = {step.id: step.state for step in steps}

    def row(step: TrailStep, day: date, depth: int) -> TrailRow:
        kind = what_is_new(step.state, states.get(step.parent, {})) or RowKind.DOCUMENT
        return TrailRow(kind, day, step.id, step.title, step.when, min(depth, MOST_DEPTH))

    rows = []
    for day in sorted(by_day, reverse=True):
        is_folded = not wanted and day in folded
        rows.append(TrailRow(RowKind.DAY, day, is_folded=is_folded))
        if wanted:
            rows += [row(step, day, 0) for step in by_day[day]]
        elif not is_folded:
            rows += [row(step, day, depth) for step, depth in _branches(by_day[day])]
    return rows


def _branches(steps: Sequence[TrailStep]) -> list[tuple[TrailStep, int]]:
    """The steps of a day with their depths: below each step its side trips, then the one that it went on to."""
    known = {step.id for step in steps}
    after: dict[str, list[TrailStep]] = defaultdict(list)
    roots: list[TrailStep] = []
    for step in steps:
        (after[step.parent] if step.parent in known else roots).append(step)
    waiting = [(step, 0) for step in reversed(roots)]
    found = []
    while waiting:
        step, depth = waiting.pop()
        found.append((step, depth))
        if following := after[step.id]:
            *trips, on = following
            waiting.append((on, depth))
            waiting += [(trip, depth + 1) for trip in reversed(trips)]
    return found
