"""Jobs that read and write the notes of a library. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qtbrowser.library import Library


def note_of(library: Library, path: str) -> str:
    """The note on a document; empty for none."""
    return library.kept.note(path)


def foot_of(library: Library, path: str) -> str:
    """What is written about a document, as safe HTML for the foot of its page; empty for nothing."""
    return library.kept.foot_html(path)


def write_note(library: Library, path: str, text: str) -> str:
    """Write the note on a document, an empty one removes it; returns the document's path."""
    library.kept.write_note(path, text)
    library.note_identities()
    return path
