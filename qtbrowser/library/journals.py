"""Where the journal of a library is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser import settings
from qtbrowser.library.cache import own_name

if TYPE_CHECKING:
    from qtbrowser.curation.journal import Journal


def journal_folder(folder: Path) -> Path:
    """The folder of a library's journal, whether it exists or not."""
    return settings.data_dir() / "journals" / own_name(folder)


def open_journal(folder: Path) -> Journal:
    """The journal of a library; its file is created when the first change is recorded.

    Raises:
        JournalError: the journal would be inside the library.
    """
    from qtbrowser.curation.journal import Journal

    return Journal(journal_folder(folder), folder)
