"""Jobs about the state of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qtbrowser.library import Library

MOST_DOCUMENTS = 5_000
"""The most documents of a library whose folder is scanned in a thread of the window: that takes some tens of
milliseconds. For a longer scan a process is better, since threads of Python take turns with the window's.
"""


def confirm_current(library: Library) -> bool:
    """Find out whether the index of a library is up to date, without a process for it.

    Returns:
        False also in doubt, and for a library that was never indexed or is large.

    Raises:
        LibraryError: the folder can't be listed.
    """
    return library.is_built and library.document_count <= MOST_DOCUMENTS and library.confirm_current()


def make_room(library: Library, most_bytes: int) -> int:
    """Remove indexes of other libraries until all take at most so many bytes; returns how many were removed."""
    return library.make_room(most_bytes)
