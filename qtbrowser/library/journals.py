"""Where the journal of a library is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser import settings
from qtbrowser.library.cache import own_name

if TYPE_CHECKING:
    from qtbrowser.curation.journal import Journal


def journal_folder(folder: Path) -> Path:
    """The folder of the journal of the library in a folder, there or not."""
    return settings.data_dir() / "journals" / own_name(folder)


def open_journal(folder: Path) -> Journal:
    """The journal of the library in a folder; nothing is made before something is recorded.

    Raises:
        JournalError: it would lie within the library.
    """
    from qtbrowser.curation.journal import Journal

    return Journal(journal_folder(folder), folder)
