"""The job that gathers what the library's page shows. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Entry, Selection
from qtbrowser.errors import QtBrowserError
from qtbrowser.gui.browse.browse_jobs import random_path

if TYPE_CHECKING:
    from qtbrowser.library import Library

GOING_ON = 4
"""So many documents are offered to go on with."""

MOST_STEPS = 200
"""So many steps of the trail, the last ones, are looked through for documents."""

NEWS = 4
"""So many of the new documents are named."""

SUBJECTS = 24
"""So many subjects are on the map, the largest."""

DUE_SUBJECTS = 4
"""So many subjects with cards that are due are named."""

_POSITION_BITS = 13
"""A reading place has the position of a letter above these bits; see `qtbrowser.gui.pane.reading_place`."""

_LAST_SCREEN = 1_500
"""Whoever is fewer letters than this from the end has read a document."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A document on the library's page.

    Attributes:
        path, title, subject: of the document.
        share: how far it is read, 0 to 1; None where that is not known or it is read to its end.
        date: of the document.
        own_date: the date in the document's own form; empty for the usual one.
    """

    path: str
    title: str
    subject: str = ""
    share: float | None = None
    date: Date | None = None
    own_date: str = ""


@dataclass(frozen=True, slots=True)
class MapSubject:
    """A subject on the map: its key, its name, and the number of documents in it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the library's page shows.

    Attributes:
        documents: how many documents the library lists.
        all_subjects: how many subjects are at the top of its tree.
        going_on: documents read lately, the last first, those not read to the end before others.
        news: documents that are new or changed since the last time, the latest first.
        news_count: how many of these there are.
        random: any document, but not the one read last.
        subjects: the largest subjects, the largest first.
        due: how many cards are due to be asked back.
        due_subjects: the subjects at the top of the tree with most of them, with how many.
        left_out: how many files and folders were not read, by the reason, see `Library.left_out`.
    """

    documents: int = 0
    all_subjects: int = 0
    going_on: tuple[HomeRow, ...] = ()
    news: tuple[HomeRow, ...] = ()
    news_count: int = 0
    random: HomeRow | None = None
    subjects: tuple[MapSubject, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    due: int = 0
    due_subjects: tuple[MapSubject, ...] = ()


def load_home(
    library: Library, folder: Path, since_ns: int | None, read: Sequence[str] = (), include_hidden: bool = False
) -> Home:
    """Gather what the library's page shows.

    Args:
        library: the open library.
        folder: its folder, by which reading places are kept.
        since_ns: when it was used the last time, in nanoseconds since 1970; None for never.
        read: paths of documents read in this session, the last first.
        include_hidden: whether documents hidden from lists are shown.
    """
    selection = Selection(include_hidden=include_hidden)
    count, news = (0, []) if since_ns is None else library.changed_since(since_ns, NEWS, include_hidden)
    subjects = sorted(library.subjects(include_hidden), key=lambda one: (-one.count, one.name))
    due = library.study.due_counts()
    waiting = sorted((one for one in subjects if due.get(one.key)), key=lambda one: (-due[one.key], one.name))
    return Home(
        library.count(selection),
        len(subjects),
        tuple(_going_on(library, folder, read)),
        tuple(_row(library, entry) for entry in news),
        count,
        _any_row(library, selection, but=read[0] if read else ""),
        tuple(MapSubject(one.key, one.name, one.count) for one in subjects[:SUBJECTS]),
        library.left_out,
        due.get("", 0),
        tuple(MapSubject(one.key, one.name, due[one.key]) for one in waiting[:DUE_SUBJECTS]),
    )


def load_random(library: Library, but: str = "", include_hidden: bool = False) -> HomeRow | None:
    """Any document, `but` only where there is no other; None where there is none."""
    return _any_row(library, Selection(include_hidden=include_hidden), but)


def _any_row(library: Library, selection: Selection, but: str = "") -> HomeRow | None:
    path = random_path(library, selection, but)
    entry = library.entries_of([path]).get(path) if path else None
    return None if entry is None else _row(library, entry)


def _row(library: Library, entry: Entry) -> HomeRow:
    own = {} if entry.date is None else library.own_dates({entry.path: entry.date})
    title = " ".join(entry.title.split())
    return HomeRow(entry.path, title, entry.subject, date=entry.date, own_date=own.get(entry.path, ""))


def _going_on(library: Library, folder: Path, read: Sequence[str]) -> list[HomeRow]:
    """The documents read last, those that were not read to their end first."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.places import ReadingPlaces
    from qtbrowser.personal.trail import Trail

    places = ReadingPlaces(personal_store()).latest(folder, 2 * GOING_ON)
    steps = Trail(personal_store()).of_library(folder)[-MOST_STEPS:]
    travelled = [str(step.state["document"]) for step in reversed(steps) if step.state.get("document")]
    paths = list(dict.fromkeys([*read[: 2 * GOING_ON], *travelled[: 2 * GOING_ON], *places]))
    entries = library.entries_of(paths)
    rows = [_read_row(library, entries[path], places.get(path, 0)) for path in paths if path in entries]
    return sorted(rows, key=lambda row: row.share is None)[:GOING_ON]


def _read_row(library: Library, entry: Entry, place: int) -> HomeRow:
    """The row of a document that was read up to a place."""
    try:
        length = len(library.document(entry.path).text)
    except (QtBrowserError, OSError):
        # It can be gone or damaged since it was indexed; opening it says why.
        return _row(library, entry)
    position = place >> _POSITION_BITS
    share = None if not position or position + _LAST_SCREEN >= length else min(position / length, 0.99)
    return replace(_row(library, entry), share=share)
