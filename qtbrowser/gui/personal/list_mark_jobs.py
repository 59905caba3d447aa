"""The job that reads what list and tree show of what the reader keeps. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtbrowser.gui.browse.kept_marks import KeptMarks
from qtbrowser.gui.worker.task import Steps
from qtbrowser.personal.reading_state import ReadingState

if TYPE_CHECKING:
    from qtbrowser.library import Library


def load_marks(library: Library) -> Steps[KeptMarks]:
    """The marks of all documents; other jobs come first."""
    yield 0, 0
    states = library.kept.reading_states()
    bookmarks = library.kept.bookmarks()
    yield 0, 0
    return KeptMarks(
        frozenset(path for path, state in states.items() if state is ReadingState.READ),
        frozenset(path for path, state in states.items() if state is ReadingState.KNOWN),
        frozenset(one.path for one in bookmarks if not one.is_missing),
        library.kept.read_counts(states),
        library.study.due_counts(),
    )
