"""A measured figure with its limit, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, in which unit, and the limit it is held against (None: for information)."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def print_table(title: str, figures: Iterable[Figure]) -> None:
    """Print the figures in columns."""
    print(f"\n{title}")
    print(f"{'figure':<58} {'measured':>12} {'limit':>12}  note")
    for figure in figures:
        limit = "" if figure.limit is None else f"{figure.limit:g} {figure.unit}"
        over = "" if figure.limit is None or figure.value <= figure.limit else "OVER "
        print(f"{figure.name:<58} {figure.value:>9.2f} {figure.unit:<2} {limit:>12}  {over}{figure.note}")
