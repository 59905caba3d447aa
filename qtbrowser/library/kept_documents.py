"""The documents about which the reader keeps something, as parts of a query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qtbrowser.catalog.catalog_values import file_of_key
from qtbrowser.personal.bookmarks import Bookmarks
from qtbrowser.personal.highlights import Highlights
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.own_texts import OwnTexts
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.reading_states import ReadingStates
from qtbrowser.search.query import AtPaths, Clause, Kept, KeptKind, Not, Part, Query

_NOT_UNREAD = (ReadingState.BEGUN, ReadingState.READ, ReadingState.KNOWN)
_STATES = {
    KeptKind.BEGUN: frozenset({ReadingState.BEGUN}),
    # What is known was read, too.
    KeptKind.READ: frozenset({ReadingState.READ, ReadingState.KNOWN}),
    KeptKind.KNOWN: frozenset({ReadingState.KNOWN}),
}

RECENT = timedelta(days=7)
"""For how long a document that was read is a recent one."""


def kept_documents(kept: Kept, folder: Path) -> Part:
    """The part of a query that finds them.

    Args:
        kept: what the reader keeps.
        folder: the library's folder, resolved.
    """
    store = personal_store()
    if kept.kind is KeptKind.NOTE:
        return _at(Notes(store, folder).paths())
    if kept.kind is KeptKind.HIGHLIGHT:
        return _at(Highlights(store, folder).paths())
    if kept.kind in {KeptKind.BOOKMARKED, KeptKind.FOLDER}:
        # A folder that nobody has made is not the empty name of all of them.
        wanted = kept.value if kept.kind is KeptKind.FOLDER else None
        found = Bookmarks(store, folder).all(wanted)
        return _at(one.path for one in found if not one.is_missing)
    if kept.kind is KeptKind.WORDS:
        return _at(_with_words(folder, kept.clause))
    states = ReadingStates(store, folder)
    if kept.kind is KeptKind.RECENT:
        # To the minute, so that the same documents are remembered while a query is typed.
        since = (datetime.now(UTC) - RECENT).replace(second=0, microsecond=0)
        return AtPaths(states.paths(_STATES[KeptKind.READ], since=since))
    if kept.kind is KeptKind.UNREAD:
        return Not(AtPaths(states.paths(_NOT_UNREAD)))
    return AtPaths(states.paths(_STATES[kept.kind]))


def _at(keys: Iterable[str]) -> AtPaths:
    """The documents with these paths, and the files of the questions with these keys."""
    return AtPaths(frozenset(path for key in keys for path in (key, file_of_key(key)[0])))


def _with_words(folder: Path, clause: Clause | None) -> frozenset[str]:
    """The documents with a text of the reader's own that has the words of a clause, in any of their forms."""
    marker = Query("", () if clause is None else (clause,)).marker
    texts = OwnTexts(personal_store(), folder)
    return texts.documents(clause, marker.beginnings, lambda text: bool(marker.find(text)))
