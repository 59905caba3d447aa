"""What marks cost: opening a document, filters, a grade, and a day of due cards, beside many marks in a library.

Processor time of the calling thread, in milliseconds: other programs do not change it. A grade also waits for the disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from qtbrowser.gui.personal import highlight_jobs, note_jobs, reading_state_jobs
from qtbrowser.gui.study import study_jobs
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.study import Grade, Study
from tests.benchmarks.figures import Figure, percentile

_READ = 10_000
_NOTED = 500
_DUE = 500
_TIMES = 9


def measure(library: Path, cache: Path) -> list[Figure]:
    """Mark some documents of a library, and measure before and after.

    Args:
        library: the library; nothing is written into it.
        cache: with its index.
    """
    with Library.open(library, cache_dir=cache) as opened:
        paths = [entry.path for entry in opened.entries()]
        other = paths[-1]
        opened.kept.set_reading_state([other], ReadingState.READ)

        def open_document() -> None:
            highlight_jobs.has_highlights(opened, other)
            note_jobs.foot_of(opened, other)
            reading_state_jobs.state_of(opened, other)

        before = _milliseconds(open_document)
        opened.kept.set_reading_state(paths[:_READ], ReadingState.READ)
        for number, path in enumerate(paths[:_NOTED]):
            opened.kept.write_note(path, f"A *note* about subject {number}: see chapter {number * 37 % 101}. " * 6)
            opened.kept.add_highlight(path, HighlightColour.RED, "Some words of it.", 5, 10)
        after = _milliseconds(open_document)
        plain = _milliseconds(partial(opened.search, "water", 50))
        study, long_ago = Study(personal_store(), opened.folder), datetime(2025, 1, 1, 12, tzinfo=UTC)
        for path in paths[:_DUE]:
            study.grade(path, Grade.GOOD, long_ago)
        grades = [_once(partial(opened.study.grade, path, Grade.GOOD)) for path in paths[_DUE : _DUE + _TIMES]]
        figures = [
            Figure("open a document: what marks of others cost", after - before, "ms", 2),
            Figure("a grade, without the disk", percentile(grades, 0.5), "ms", 10),
        ]
        for query in ("is:read", "is:unread", "has:note", "has:highlight", "note:chapter", "note:membrane"):
            took = _milliseconds(partial(opened.search, f"water {query}", 50))
            figures.append(Figure(f"{query} with a search", took - plain, "ms", 5))

        def begin_day() -> None:
            cards = opened.study.due(opened.study.deck())
            study_jobs.study_page(opened, cards[0].path)

        return [*figures, Figure(f"a day of {_DUE:,} cards opens", _milliseconds(begin_day), "ms", 100)]


def _milliseconds(job: Callable[[], object]) -> float:
    job()
    return percentile([_once(job) for _ in range(_TIMES)], 0.5)


def _once(job: Callable[[], object]) -> float:
    begin = time.thread_time()
    job()
    return 1000 * (time.thread_time() - begin)
