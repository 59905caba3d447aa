"""Jobs that read and change what is set for the open library. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qtbrowser.library import Library


class LibrarySettings(NamedTuple):
    """What is set for a library.

    Attributes:
        reads_text_files: whether text files are documents.
        left_out: how many text files the last scan has left out.
        refused: why nothing can be set, a sentence; empty if it can.
        index_bytes: what its index takes on the disk.
        all_bytes: what those of all libraries take.
    """

    reads_text_files: bool
    left_out: int
    refused: str
    index_bytes: int
    all_bytes: int


def library_settings(library: Library) -> LibrarySettings:
    """What is set."""
    left_out = library.left_out.get("text", 0)
    refused = library.editing_refused() or ""
    return LibrarySettings(
        library.reads_text_files(), left_out, refused, library.index_bytes, library.all_indexes_bytes
    )


def set_text_files(library: Library, read: bool) -> LibrarySettings:
    """Set whether text files are documents, which is recorded and can be undone."""
    if change_set := library.reading_text_files(read):
        for _ in library.apply(change_set, refresh=False):
            pass
    return library_settings(library)
