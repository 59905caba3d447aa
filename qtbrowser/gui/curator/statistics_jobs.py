"""The job that computes the statistics of a library, as charts. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.gui.widgets.chart_values import Chart, ChartKind
from qtbrowser.gui.worker.task import Steps, closed_after

if TYPE_CHECKING:
    from qtbrowser.library import Library, Statistics


@dataclass(frozen=True, slots=True)
class Figures:
    """The content of the dialog.

    Attributes:
        headline: name of a number -> the number.
        charts: name of a chart -> its points, in the order in which they are shown.
        csv: all statistics as CSV.
    """

    headline: dict[str, int]
    charts: dict[str, Chart]
    csv: str


def figures(library: Library) -> Steps[Figures]:
    """Compute the statistics of the library."""
    statistics: Statistics | None = None
    with closed_after(library.statistics_beside()) as steps:
        for progress in steps:
            yield progress.done, progress.total
            statistics = progress.statistics or statistics
    if statistics is None:
        return Figures({}, {}, "")
    headline = _headline(statistics) | {f"left-out-{reason}": count for reason, count in library.left_out.items()}
    return Figures(headline, _charts(statistics), library.statistics_report(statistics))


def _headline(statistics: Statistics) -> dict[str, int]:
    return {
        "documents": statistics.documents,
        "unreadable": statistics.unreadable,
        "hidden": statistics.hidden,
        "undated": statistics.undated,
        "median_length": statistics.median_length,
        "links": statistics.links,
        "dangling": statistics.dangling,
        "text_links": statistics.text_links,
        "unresolved": statistics.unresolved,
        "orphans": len(statistics.orphans),
    }


def _charts(statistics: Statistics) -> dict[str, Chart]:
    lengths = tuple(
        (f"{start}+" if end is None else f"{start}\u2013{end}", number) for start, end, number in statistics.lengths
    )
    linked = tuple((one.title or one.path, one.links) for one in statistics.most_linked)
    return {
        "subjects": Chart("", ChartKind.BARS, statistics.subjects),
        "months": Chart("", ChartKind.COLUMNS, tuple((month, number) for month, number, _ in statistics.months)),
        "growth": Chart("", ChartKind.LINE, tuple((month, total) for month, _, total in statistics.months)),
        "lengths": Chart("", ChartKind.COLUMNS, lengths),
        "linked": Chart("", ChartKind.BARS, linked),
        "orphans": Chart("", ChartKind.BARS, tuple((path, 0) for path in statistics.orphans)),
    }
