"""Makes the clipboard data of copied text: plain text, and HTML without our colours, pictures and addresses."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextDocumentFragment, QTextTable

from qtbrowser.gui.math.tex_copying import formulas_to_tex
from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.pane.soft_breaks import without_soft_breaks

_OBJECT = "\ufffc"


def copied(selection: QTextDocumentFragment) -> QMimeData:
    """The selection for the clipboard, formulas as their TeX between dollars."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    QTextCursor(document).insertFragment(selection)
    formulas_to_tex(document)
    _clean(document)
    content = QMimeData()
    content.setText(without_soft_breaks(document.toPlainText().replace(_OBJECT, "")))
    content.setHtml(document.toHtml())
    return content


def _clean(document: QTextDocument) -> None:
    """Removes pictures, links into the library, and the colours of the theme."""
    cursor = QTextCursor(document)
    pieces = [piece for block in blocks_of(document) for piece in pieces_of(block)]
    formats = [(piece.position(), piece.length(), QTextCharFormat(piece.charFormat())) for piece in pieces]
    for position, length, form in reversed(formats):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if form.isImageFormat():
            cursor.removeSelectedText()
        else:
            _clean_format(form)
            cursor.setCharFormat(form)
    for block in blocks_of(document):
        cursor.setPosition(block.position())
        block_form = block.blockFormat()
        block_form.clearBackground()
        cursor.setBlockFormat(block_form)
    _uncolour_tables(document)


def _clean_format(form: QTextCharFormat) -> None:
    form.clearForeground()
    form.clearBackground()
    form.setToolTip("")
    if form.isAnchor() and read_link(form.anchorHref()).kind is not LinkKind.OUTSIDE:
        form.setAnchor(False)
        form.setAnchorHref("")
        form.setAnchorNames([])


def _uncolour_tables(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            for row in range(frame.rows()):
                for column in range(frame.columns()):
                    cell = frame.cellAt(row, column)
                    form = cell.format()
                    form.clearBackground()
                    cell.setFormat(form)
