"""Finds the journal of a library, wherever the library was when the journal was begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.personal.known_libraries import find_library
from qtbrowser.personal.library_journals import journal_of, journals_dir
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.settings import own_name

if TYPE_CHECKING:
    from qtbrowser.curation.journal import Journal


def journal_folder(folder: Path) -> Path:
    """The folder of a library's journal, whether it exists or not."""
    store = personal_store()
    if not store.exists:
        return journals_dir() / own_name(folder)
    return journals_dir() / store.read(lambda found: journal_of(found, find_library(found, folder), folder))


def open_journal(folder: Path) -> Journal:
    """The journal of a library; its file is created when the first change is recorded.

    Raises:
        JournalError: the journal would be inside the library.
    """
    from qtbrowser.curation.journal import Journal

    return Journal(journal_folder(folder), folder)
