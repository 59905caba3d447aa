"""Jobs of the questions that are asked back. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage, load_page

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.study import Grade


@dataclass(frozen=True, slots=True)
class StudyPage:
    """A document that is asked back.

    Attributes:
        shown: its page.
        promises: after how long it would be asked again with each grade.
    """

    shown: ShownPage
    promises: dict[Grade, timedelta]


def due_paths(library: Library, request: ListRequest) -> tuple[str, ...]:
    """The documents of a list that are to be asked now: those that are due, then new ones.

    Args:
        library: the open library.
        request: what the list shows.
    """
    return tuple(card.path for card in library.kept.due(browse_jobs.deck_of(library, request)))


def due_of(library: Library, deck: Sequence[str]) -> tuple[str, ...]:
    """Those of some documents that are to be asked now, as `due_paths`."""
    return tuple(card.path for card in library.kept.due(library.kept.asked_of(deck)))


def study_page(library: Library, path: str) -> StudyPage:
    """A document with what each grade promises."""
    return StudyPage(load_page(library, PageRequest(path)), library.kept.promises(path))


def grade_document(library: Library, path: str, grade: Grade) -> str:
    """Store a grade, which is on the disk when this returns; returns the path."""
    library.kept.grade(path, grade)
    library.note_identities()
    return path


def undo_grade(library: Library) -> str | None:
    """Take back the last grade; returns the document's path."""
    return library.kept.undo_grade()
