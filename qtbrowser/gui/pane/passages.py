"""Passages of the shown page that the reader has highlighted: read from a selection, painted, pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint

from qtbrowser.gui.pane.find_in_page import FindInPage
from qtbrowser.gui.pane.found_words import KeptPlace
from qtbrowser.gui.pane.page_colours import PageColours, highlight_paper
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.quoted_text import QuotedText
from qtbrowser.gui.pane.text_ranges import Range


@dataclass(frozen=True, slots=True)
class Passage:
    """A highlighted passage of the shown page.

    Attributes:
        start, end: where it is in `Passages.text`, in characters.
        colour: the name of its colour.
        note: the remark in its margin; empty for none.
        is_covered: whether it is painted over, so that it can't be read.
    """

    start: int
    end: int
    colour: str
    note: str = ""
    is_covered: bool = False


class Passages(QObject):
    """The highlighted passages of one pane.

    Args:
        view: shows the page.
        finding: paints them beneath what is found.
        colours: the colours of the page.
    """

    def __init__(self, view: PageView, finding: FindInPage, colours: PageColours) -> None:
        super().__init__(view)
        self._view = view
        self._finding = finding
        self._colours = colours
        self._shown: tuple[Passage, ...] = ()
        self._places: tuple[Range, ...] = ()
        view.note_at = self._note_at

    @property
    def text(self) -> str:
        """The text of the page as it is quoted: formulas as their TeX."""
        return self._quoted().text

    def selected_range(self) -> Range:
        """Start and end in `text` of what is selected, in characters; equal where nothing is."""
        cursor, quoted = self._view.textCursor(), self._quoted()
        return quoted.place_of(cursor.selectionStart()), quoted.place_of(cursor.selectionEnd())

    def show(self, passages: Sequence[Passage]) -> None:
        """Paint these passages, and no others."""
        self._shown = tuple(passages)
        quoted = self._quoted() if passages else QuotedText("")
        self._places = tuple(quoted.shown_range(one.start, one.end) for one in passages)
        self._paint()

    def forget(self) -> None:
        """Another page is shown, which has none yet."""
        self._shown, self._places = (), ()

    def take_colours(self, colours: PageColours) -> None:
        """Paint the same passages in other colours."""
        self._colours = colours
        if self._shown:
            self._paint()

    def go_to(self, start: int, end: int) -> None:
        """Scroll a part of `text` into view, and select it."""
        place = self._quoted().shown_range(start, end)
        self._view.show_range(*place)
        self._view.select_range(*place)

    def _paint(self) -> None:
        passages = zip(self._places, self._shown, strict=True)
        self._finding.show_kept([self._painted(place, passage) for place, passage in passages])

    def _painted(self, place: Range, passage: Passage) -> KeptPlace:
        ink = self._colours.ink
        if passage.is_covered:
            return KeptPlace(place, ink, ink)
        paper = highlight_paper(passage.colour, self._colours)
        return KeptPlace(place, paper, underline=ink if passage.note else "")

    def _note_at(self, point: QPoint) -> str:
        """The note in the margin of the passage at a point of the viewport; empty for none."""
        position = self._view.cursorForPosition(point).position()
        noted = zip(self._places, self._shown, strict=True)
        return next((one.note for (start, end), one in noted if one.note and start <= position <= end), "")

    def _quoted(self) -> QuotedText:
        document = self._view.document()
        formulas = document.formulas.plain_texts() if isinstance(document, PageDocument) else []
        return QuotedText(self._view.toPlainText(), formulas)
