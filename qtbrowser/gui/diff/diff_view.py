"""Shows a diff: unified, or the two texts side by side, with the words that differ marked.

It is plain text in a table, which wraps, can be selected and copied, and is read by screen readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from qtbrowser.gui.diff.text_diff import DiffRow, Kind, Side
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

MOST_ROWS = 300
"""The largest number of rows that are shown; the others are counted."""

SIGN_WIDTH = 46
PADDING = 3


class Arrangement(StrEnum):
    """The arrangement of the two texts."""

    UNIFIED = "unified"
    SIDE_BY_SIDE = "side_by_side"


class DiffView(QTextEdit):
    """Shows a diff, read-only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diff_view")
        self.setAccessibleName(self.tr("What changes"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._rows: tuple[DiffRow, ...] = ()
        self._headings = ("", "")
        self._arrangement = Arrangement.UNIFIED
        self._fit_font()

    @property
    def rows(self) -> tuple[DiffRow, ...]:
        """The shown rows."""
        return self._rows

    @property
    def arrangement(self) -> Arrangement:
        """The present arrangement."""
        return self._arrangement

    def show_rows(self, rows: Sequence[DiffRow], headings: tuple[str, str] = ("", "")) -> None:
        """Show another diff.

        Args:
            rows: from `diff_rows`.
            headings: the names of the two texts, shown if they are side by side.
        """
        self._rows = tuple(rows)
        self._headings = headings
        self._lay_out()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the same diff in an arrangement."""
        if arrangement is not self._arrangement:
            self._arrangement = arrangement
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Use the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rows"):
            self._lay_out()

    def _fit_font(self) -> None:
        font = QFont(page_fonts().mono)
        font.setPointSizeF(max(8.0, self.font().pointSizeF() * 0.95))
        self.setFont(font)

    def _lay_out(self) -> None:
        document = self.document()
        document.clear()
        document.setDocumentMargin(0)
        if self._rows:
            cursor = QTextCursor(document)
            cursor.beginEditBlock()
            if self._arrangement is Arrangement.UNIFIED:
                self._write_unified(cursor)
            else:
                self._write_side_by_side(cursor)
            cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    # Unified

    def _write_unified(self, cursor: QTextCursor) -> None:
        lines = list(_unified(self._rows))
        shown = lines[:MOST_ROWS]
        left_out = len(lines) - len(shown)
        table = self._table(cursor, len(shown) + bool(left_out), (SIGN_WIDTH, None))
        for number, (kind, side, gap) in enumerate(shown):
            if side is None:
                self._write_gap(table, number, gap)
            else:
                self._write_side(table, number, 0, kind, side)
        if left_out:
            self._write_note(table, len(shown), self.tr("{0} more lines are not shown.").format(left_out))

    # Side by side

    def _write_side_by_side(self, cursor: QTextCursor) -> None:
        shown = self._rows[:MOST_ROWS]
        left_out = len(self._rows) - len(shown)
        heading = any(self._headings)
        table = self._table(cursor, len(shown) + heading + bool(left_out), (SIGN_WIDTH, None, SIGN_WIDTH, None))
        if heading:
            for column, words in zip((1, 3), self._headings, strict=True):
                self._write(table.cellAt(0, column), words, self._format(muted=False, bold=True))
        for number, row in enumerate(shown, heading):
            if row.kind is Kind.GAP:
                self._write_gap(table, number, row.left_out)
                continue
            if row.before is not None:
                self._write_side(table, number, 0, Kind.SAME if row.kind is Kind.SAME else Kind.REMOVED, row.before)
            if row.after is not None:
                self._write_side(table, number, 2, Kind.SAME if row.kind is Kind.SAME else Kind.ADDED, row.after)
        if left_out:
            self._write_note(table, len(shown) + heading, self.tr("{0} more lines are not shown.").format(left_out))

    def _table(self, cursor: QTextCursor, rows: int, widths: Sequence[int | None]) -> QTextTable:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(PADDING)
        form.setMargin(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        share = 100 / sum(width is None for width in widths)
        form.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, share)
                if width is None
                else QTextLength(QTextLength.Type.FixedLength, width)
                for width in widths
            ]
        )
        return cursor.insertTable(rows, len(widths), form)

    def _write_side(self, table: QTextTable, row: int, column: int, kind: Kind, side: Side) -> None:
        colours = colours_of(self.palette())
        ground, mark = _grounds(kind, colours)
        number, text = table.cellAt(row, column), table.cellAt(row, column + 1)
        sign = {Kind.ADDED: "+", Kind.REMOVED: "\u2212"}.get(kind, " ")
        for cell in (number, text):
            if ground:
                form = cell.format()
                form.setBackground(QBrush(QColor(ground)))
                cell.setFormat(form)
        self._write(number, f"{side.number} {sign}", self._format(muted=True), right=True)
        plain, marked = self._format(muted=False), self._format(muted=False)
        if mark:
            marked.setBackground(QBrush(QColor(mark)))
        cursor = text.firstCursorPosition()
        for piece, is_marked in _pieces(side):
            cursor.insertText(_shown(piece), marked if is_marked else plain)

    def _write_gap(self, table: QTextTable, row: int, left_out: int) -> None:
        self._write_note(table, row, counted(left_out, self.tr("1 equal line"), self.tr("{0} equal lines")))

    def _write_note(self, table: QTextTable, row: int, words: str) -> None:
        colours = colours_of(self.palette())
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format()
            form.setBackground(QBrush(QColor(colours.window)))
            cell.setFormat(form)
        self._write(table.cellAt(row, 0), "⋯", self._format(muted=True), right=True)
        self._write(table.cellAt(row, 1), words, self._format(muted=True))

    def _write(self, cell: QTextTableCell, words: str, form: QTextCharFormat, right: bool = False) -> None:
        cursor = cell.firstCursorPosition()
        if right:
            block = QTextBlockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor.setBlockFormat(block)
        cursor.insertText(words, form)

    def _format(self, *, muted: bool, bold: bool = False) -> QTextCharFormat:
        colours = colours_of(self.palette())
        form = QTextCharFormat()
        form.setForeground(QBrush(QColor(colours.muted if muted else colours.text)))
        if bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        return form


def _unified(rows: Sequence[DiffRow]) -> Iterator[tuple[Kind, Side | None, int]]:
    """(kind, line, lines left out) in the order of a unified diff: of paired lines the removed ones come first."""
    came: list[Side] = []
    for row in rows:
        if row.kind is not Kind.CHANGED:
            for side in came:
                yield Kind.ADDED, side, 0
            came.clear()
        if row.kind is Kind.GAP:
            yield Kind.GAP, None, row.left_out
        elif row.kind is Kind.SAME:
            yield Kind.SAME, row.after, 0
        else:
            if row.before is not None:
                yield Kind.REMOVED, row.before, 0
            if row.after is not None and row.kind is Kind.CHANGED:
                came.append(row.after)
            elif row.after is not None:
                yield Kind.ADDED, row.after, 0
    for side in came:
        yield Kind.ADDED, side, 0


def _pieces(side: Side) -> Iterator[tuple[str, bool]]:
    end = 0
    for start, stop in side.marks:
        if start > end:
            yield side.text[end:start], False
        yield side.text[start:stop], True
        end = stop
    if end < len(side.text):
        yield side.text[end:], False


def _grounds(kind: Kind, colours: Colours) -> tuple[str, str]:
    if kind is Kind.ADDED:
        return colours.came, colours.came_mark
    if kind is Kind.REMOVED:
        return colours.went, colours.went_mark
    return "", ""


def _shown(text: str) -> str:
    """The text with visible symbols for characters that Qt takes for line ends or that are invisible."""
    return text.translate(_SIGNS)


_SIGNS = str.maketrans(
    {
        "\r": "␍", "\t": "→   ", "\u2028": "␤", "\u2029": "␤", "\u200b": "␣", "\ufeff": "␣", "\u00a0": "\u237d",
        "\u00ad": "-\u0332", "\x0b": "␋", "\x0c": "␌", "\x00": "␀",
    }
)  # fmt: skip
