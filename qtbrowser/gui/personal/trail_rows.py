"""Arranges the steps of a trail into the rows of its panel. No Qt.

The steps of a day are in the order of time. A step that was reached from the one before is below it, on the same level.
When the reader goes back to a step and on from there, what came between is a side trip, and is indented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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


class TrailDays:
    """The steps of a trail by day, ready to be arranged into rows again and again while a reader filters them.

    Args:
        steps: in the order of time.

    Attributes:
        days: the days that have steps, the latest first.
    """

    def __init__(self, steps: Sequence[TrailStep]) -> None:
        self._by_day: dict[date, list[TrailStep]] = defaultdict(list)
        for step in steps:
            self._by_day[day_of(step)].append(step)
        self._states = {step.id: step.state for step in steps}
        self._titles: list[tuple[TrailStep, date, str]] = []
        self._rows: dict[str, TrailRow] = {}
        self.days = sorted(self._by_day, reverse=True)

    def rows(self, words: str = "", folded: Collection[date] = ()) -> list[TrailRow]:
        """The rows, the latest day first.

        Args:
            words: only the steps are wanted that have all of these words in their titles; they are not indented then.
            folded: days whose steps are hidden; with `words` none is.
        """
        if wanted := words.casefold().split():
            return self._with_words(wanted)
        rows = []
        for day in self.days:
            rows.append(TrailRow(RowKind.DAY, day, is_folded=day in folded))
            if day not in folded:
                found = _branches(self._by_day[day])
                rows += [
                    self._row(step, day) if not depth else self._indented(step, day, depth) for step, depth in found
                ]
        return rows

    def _with_words(self, wanted: Sequence[str]) -> list[TrailRow]:
        if not self._titles:
            self._titles = [(step, day, step.title.casefold()) for day in self.days for step in self._by_day[day]]
        rows: list[TrailRow] = []
        for step, day, title in self._titles:
            if all(word in title for word in wanted):
                if not rows or rows[-1].day != day:
                    rows.append(TrailRow(RowKind.DAY, day))
                rows.append(self._row(step, day))
        return rows

    def _row(self, step: TrailStep, day: date) -> TrailRow:
        """The row of a step that is not indented."""
        if step.id not in self._rows:
            kind = what_is_new(step.state, self._states.get(step.parent, {})) or RowKind.DOCUMENT
            self._rows[step.id] = TrailRow(kind, day, step.id, step.title, step.when)
        return self._rows[step.id]

    def _indented(self, step: TrailStep, day: date, depth: int) -> TrailRow:
        return replace(self._row(step, day), depth=min(depth, MOST_DEPTH))


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
