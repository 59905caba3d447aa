"""The code blocks of a page: finds the one at a point, and its text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextCursor, QTextTable

from qtbrowser.gui.pane.decorations import BoxKind, Decorations
from qtbrowser.gui.pane.soft_breaks import without_soft_breaks


@dataclass(frozen=True, slots=True)
class CodeBox:
    """A code block: its rectangle in document coordinates, and its one-cell table."""

    box: QRectF
    table: QTextTable

    def code(self) -> str:
        """The code as in the document, each line ended by a newline."""
        cell = self.table.cellAt(0, 0)
        cursor = QTextCursor(cell.firstCursorPosition())
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        return without_soft_breaks(cursor.selection().toPlainText())


def listing_at(decorations: Decorations, place: QPointF) -> CodeBox | None:
    """The code block at `place`, in document coordinates; None if there is none."""
    for table, kind in decorations.boxes:
        if kind is BoxKind.CODE:
            box = box_of(table)
            if box.contains(place):
                return CodeBox(box, table)
    return None


def has_listings(decorations: Decorations) -> bool:
    """Whether there is any listing."""
    return any(kind is BoxKind.CODE for _, kind in decorations.boxes)


def listings_between(decorations: Decorations, first: int, last: int) -> list[CodeBox]:
    """The listings that have text between two positions of the document, from above."""
    found = [
        CodeBox(box_of(table), table)
        for table, kind in decorations.boxes
        if kind is BoxKind.CODE and table.firstPosition() <= last and table.lastPosition() >= first
    ]
    return sorted(found, key=lambda listing: listing.box.top())


def box_of(table: QTextTable) -> QRectF:
    """The rectangle of a one-cell table without spacing, in document coordinates.

    QAbstractTextDocumentLayout.frameBoundingRect returns the position of the first cell's content, with the size of the
    frame and its margins.
    """
    frame = table.document().documentLayout().frameBoundingRect(table)
    form = table.format()
    cell = table.cellAt(0, 0).format().toTableCellFormat()
    return QRectF(
        frame.left() - cell.leftPadding(),
        frame.top() - cell.topPadding(),
        frame.width() - form.leftMargin() - form.rightMargin(),
        frame.height() - form.topMargin() - form.bottomMargin(),
    )
