"""Jobs of the overview of highlights and notes. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.gui.personal import highlight_jobs
from qtbrowser.gui.worker.task import Steps
from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.annotations import Annotation

FORMS = {".md": "markdown", ".csv": "csv", ".json": "json"}
"""Suffix of a file -> its form."""


def load_annotations(library: Library) -> tuple[Annotation, ...]:
    """All highlights and notes, by document."""
    return library.kept.annotations()


def orphaned(library: Library, paths: Sequence[str]) -> Steps[frozenset[str]]:
    """The ids of the highlights whose documents do not say their words any more.

    Args:
        library: the open library.
        paths: the documents to look into.
    """
    found: list[str] = []
    for done, path in enumerate(paths):
        yield done, len(paths)
        found += [one.id for one in library.kept.orphaned_highlights(path)]
    return frozenset(found)


def write_note(library: Library, annotation: Annotation, text: str) -> None:
    """Write what is said about a passage or a document, replacing what was said before.

    Raises:
        LibraryError: the passage is not highlighted any more.
        DocumentNotFound: the document is gone, and so is its note.
    """
    if annotation.is_highlight:
        highlight_jobs.write_note(library, annotation.id, text)
    else:
        library.kept.write_note(annotation.path, text)


def remove_note(library: Library, path: str) -> None:
    """Remove the note on a document."""
    library.kept.write_note(path, "")


def write_file(_library: Library, annotations: Sequence[Annotation], file: Path) -> Path:
    """Write highlights and notes in the form that the suffix of the file tells; returns the file.

    Args:
        annotations: by document.
        file: a .md, .csv or .json file; another suffix is written as Markdown.
    """
    from qtbrowser.personal.annotations import annotations_written

    text = annotations_written(annotations, FORMS.get(file.suffix.lower(), "markdown"))
    with whole_file(file) as stream:
        stream.write(text.encode("utf-8", "replace"))
    return file
