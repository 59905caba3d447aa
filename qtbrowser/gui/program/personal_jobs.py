"""Jobs about personal data. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtbrowser.personal.notices import Notice

# SQLite is loaded by the first job, after the window is painted.
if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.known_libraries import Recognition


def take_notices() -> list[Notice]:
    """The notices since the last call."""
    from qtbrowser.personal.personal_store import personal_store

    store = personal_store()
    if store.exists:
        # The file is checked by the first operation.
        store.read(lambda _database: None)
    return store.take_notices()


def recognise(library: Library) -> Recognition:
    """Whether the open library may be one that was in another folder."""
    return library.recognise()


def adopt(library: Library, *, identity: str | None) -> None:
    """Store that the open library is the one with an id, or, with None, that it is none of the known ones."""
    library.adopt(identity)
