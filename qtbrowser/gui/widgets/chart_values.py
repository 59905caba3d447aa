"""The values of a chart. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    COLUMNS = "columns"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Chart:
    """The content of a chart.

    Attributes:
        title: what is counted.
        kind: how it is drawn.
        points: (name, number), in the order in which they are shown.
    """

    title: str
    kind: ChartKind
    points: tuple[tuple[str, int], ...]
