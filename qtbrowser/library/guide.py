"""The user guide: a document that comes with the program, rendered like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtbrowser.errors import LibraryError
from qtbrowser.resources import resource_path

if TYPE_CHECKING:
    from qtbrowser.rendering.page import Page

_NAME = "guide.md"


def render_guide() -> Page:
    """The user guide as a page of safe HTML, with its headings.

    Raises:
        LibraryError: the guide is missing from the installation.
    """
    from qtbrowser.documents.reader import read_document
    from qtbrowser.rendering.render import render_document

    folder = resource_path("guide").resolve()
    if not (folder / _NAME).is_file():
        raise LibraryError("The user guide is missing from this installation.", path=str(folder / _NAME))
    return render_document(read_document(folder, _NAME), lambda _target, _base_path: None)
