"""Jobs that make a link to what is seen, and find the library that such a link is about. No Qt."""

from __future__ import annotations

from pathlib import Path

from qtbrowser.gui.reader.view_state import ViewState

# SQLite is loaded by the first job, after the window is painted.


def view_address(folder: Path, state: ViewState) -> str:
    """The link to a state of the library in a folder; the library gets an id if it has none yet."""
    from qtbrowser.personal.known_libraries import library_identity
    from qtbrowser.personal.personal_store import personal_store

    identity = personal_store().write(lambda database: library_identity(database, folder))
    return state.to_address(identity)


def linked_folder(identity: str) -> Path | None:
    """The folder in which the library with an id was opened last; None where it is unknown or no longer there."""
    from qtbrowser.personal.known_libraries import library_called
    from qtbrowser.personal.personal_store import personal_store

    store = personal_store()
    known = store.read(lambda database: library_called(database, identity)) if store.exists else None
    folder = Path(known.folder) if known is not None and known.folder else None
    return folder if folder is not None and folder.is_dir() else None
