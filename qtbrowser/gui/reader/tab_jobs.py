"""Jobs that read and write the open tabs of a library, and look up what they show. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.errors import DocumentError, DocumentNotFound
from qtbrowser.gui.reader.kept_tab import KeptTab

if TYPE_CHECKING:
    from qtbrowser.library import Library

# SQLite is loaded by the first job, after the window is painted.

MOST_TABS = 500


def load_tabs(folder: Path) -> tuple[Path, list[KeptTab]]:
    """The folder, resolved, and the tabs that were open in the library there, from the left."""
    from qtbrowser.personal.open_tabs import OpenTabs
    from qtbrowser.personal.personal_store import personal_store

    place = folder.resolve()
    store = personal_store()
    written = OpenTabs(store).of_library(place)[:MOST_TABS] if store.exists else []
    return place, [tab for values in written if (tab := KeptTab.from_values(values)) is not None]


def keep_tabs(folder: Path, tabs: Sequence[KeptTab]) -> None:
    """Store the open tabs of the library in a folder."""
    from qtbrowser.personal.open_tabs import OpenTabs
    from qtbrowser.personal.personal_store import personal_store

    OpenTabs(personal_store()).put(folder, [tab.to_values() for tab in tabs])


def path_of(library: Library, reference: str) -> str:
    """The path of the document that a path, an id or an address refers to; empty if there is none, or several."""
    try:
        return library.place_of(reference)[0]
    except (DocumentNotFound, DocumentError):
        return ""


def titles_of(library: Library, paths: Sequence[str]) -> dict[str, str]:
    """The titles of those of some documents that the library has: path -> title."""
    return {path: " ".join(entry.title.split()) for path, entry in library.entries_of(paths).items()}
