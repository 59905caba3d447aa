"""Jobs of the questions that are asked back. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage, load_page
from qtbrowser.gui.worker.task import Steps

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.library.asked_parts import AskedPart
    from qtbrowser.personal.study import Grade, StudyStatistics


@dataclass(frozen=True, slots=True)
class StudyPage:
    """A document that is asked back.

    Attributes:
        shown: its page.
        parts: what is unfolded one after the other.
        promises: after how long it would be asked again with each grade.
        lapses: how often it was forgotten after it had been learned.
        is_leech: whether that is so often that asking again is not worth it.
    """

    shown: ShownPage
    parts: tuple[AskedPart, ...]
    promises: dict[Grade, timedelta]
    lapses: int = 0
    is_leech: bool = False


def due_paths(library: Library, request: ListRequest, new_limit: int) -> tuple[str, ...]:
    """The documents of a list that are to be asked now: those that are due, then new ones.

    Args:
        library: the open library.
        request: what the list shows.
        new_limit: how many new ones are begun a day.
    """
    return tuple(card.path for card in library.study.due(browse_jobs.deck_of(library, request), new_limit))


def due_of(library: Library, deck: Sequence[str], new_limit: int) -> tuple[str, ...]:
    """Those of some documents that are to be asked now, as `due_paths`."""
    return tuple(card.path for card in library.study.due(library.study.asked_of(deck), new_limit))


def due_in_subject(library: Library, subject: str) -> tuple[str, ...]:
    """The cards of a subject that are due, without new ones; an empty key means all subjects."""
    return tuple(card.path for card in library.study.due(library.study.subject_deck(subject), new_limit=0))


def study_page(library: Library, path: str) -> StudyPage:
    """A document with what each grade promises."""
    shown, card = load_page(library, PageRequest(path)), library.study.study_card(path)
    return StudyPage(
        shown,
        library.study.asked_parts(path, shown.page.html),
        library.study.promises(path),
        0 if card is None else card.lapses,
        card is not None and card.is_leech,
    )


def grade_document(library: Library, path: str, grade: Grade) -> str:
    """Store a grade, which is on the disk when this returns; returns the path."""
    library.study.grade(path, grade)
    library.note_identities()
    return path


def bury_document(library: Library, path: str) -> str:
    """Don't ask a document before tomorrow; returns the path."""
    library.study.bury(path)
    library.note_identities()
    return path


def suspend_document(library: Library, path: str) -> str:
    """Never ask a document; returns the path."""
    library.study.suspend(path)
    library.note_identities()
    return path


def undo_grade(library: Library) -> str | None:
    """Take back the last grade; returns the document's path."""
    return library.study.undo_grade()


def study_statistics(library: Library) -> StudyStatistics:
    """Figures of all cards."""
    return library.study.study_statistics()


@dataclass(frozen=True, slots=True)
class WrittenCards:
    """What was written for Anki: the file, the number of cards, and why documents have none."""

    file: Path
    count: int
    faults: tuple[str, ...]


def export_cards(library: Library, request: ListRequest, file: Path) -> Steps[WrittenCards]:
    """Write what a list asks as a package for Anki.

    Args:
        library: the open library.
        request: what the list shows.
        file: the package.
    """
    deck = browse_jobs.deck_of(library, request)
    faults: list[str] = []
    for done, fault in library.study.write_anki_package(deck, file, library.folder.name):
        faults += [fault] if fault else []
        yield done, len(deck)
    return WrittenCards(file, len(deck) - len(faults), tuple(faults))
