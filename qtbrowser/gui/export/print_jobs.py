"""The job that loads a document for paper, with or without what the reader has highlighted and written. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage, load_page

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.highlights import Highlight


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A document for paper.

    Attributes:
        shown: its page; at its end are the reader's notes, if they are wanted.
        highlights: what is painted beneath the text; none if they are not wanted.
    """

    shown: ShownPage
    highlights: tuple[Highlight, ...] = ()


def load_printed(library: Library, path: str, with_marks: bool) -> PrintedPage:
    """Load a document for paper.

    Args:
        library: the open library.
        path: the document.
        with_marks: whether highlights and notes are printed.
    """
    shown = load_page(library, PageRequest(path))
    if not with_marks:
        return PrintedPage(shown)
    page = shown.page
    notes = library.kept.foot_html(path)
    html = f"{page.html}\n<hr>\n{notes}" if notes else page.html
    return PrintedPage(replace(shown, page=replace(page, html=html)), library.kept.highlights(path))
