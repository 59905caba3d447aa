"""Jobs that read and write how far the reader is with documents. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.personal.reading_state import ReadingState

if TYPE_CHECKING:
    from qtbrowser.library import Library

_ORDER = (ReadingState.UNREAD, ReadingState.BEGUN, ReadingState.READ, ReadingState.KNOWN)


def state_of(library: Library, path: str) -> ReadingState:
    """How far the reader is with a document."""
    return library.kept.reading_state(path)


def set_state(library: Library, path: str, state: ReadingState) -> ReadingState:
    """Set it; returns what it was before."""
    before = state_of(library, path)
    if state is not before:
        library.kept.set_reading_state([path], state)
        library.note_identities()
    return before


def raise_state(library: Library, path: str, state: ReadingState) -> ReadingState:
    """Set it unless the reader is further already; returns what it is then."""
    before = state_of(library, path)
    if _ORDER.index(before) >= _ORDER.index(state):
        return before
    library.kept.set_reading_state([path], state)
    library.note_identities()
    return state


def next_unread(library: Library, request: ListRequest, path: str) -> str:
    """The path of the next document of a list that is not read yet, after a document, or else from the beginning.

    Args:
        library: the open library.
        request: what the list shows.
        path: the document that is shown; may be empty.

    Returns:
        A library path; empty if all are read.
    """
    deck = browse_jobs.deck_of(library, request)
    states = library.kept.reading_states()
    place = deck.index(path) + 1 if path in deck else 0
    unread = {ReadingState.UNREAD, ReadingState.BEGUN}
    waiting = (one for one in (*deck[place:], *deck[:place]) if states.get(one, ReadingState.UNREAD) in unread)
    return next((one for one in waiting if one != path), "")
