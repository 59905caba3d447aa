"""Jobs that read and write the open tabs of a library. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qtbrowser.gui.reader.kept_tab import KeptTab

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
