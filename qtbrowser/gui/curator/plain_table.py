"""The base of the desk's tables: rows of text without a grid, walked with the arrow keys, left with Tab."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from qtbrowser.gui.widgets.cell_delegate import CellDelegate

ROW_ROOM = 12


def prepare_table(
    table: QTableView, model: QAbstractItemModel, delegate: CellDelegate, name: str, row_room: int = ROW_ROOM
) -> None:
    """Make a plain table of `table`: one row or cell is chosen at a time, and nothing is written into it.

    Args:
        table: the table.
        model: its rows.
        delegate: paints its cells.
        name: what it is called, for those who can't see it.
        row_room: by how many pixels a row is higher than a line of text.
    """
    table.setAccessibleName(name)
    table.setModel(model)
    table.setItemDelegate(delegate)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + row_room)
    table.horizontalHeader().setHighlightSections(False)


def choose_whole_rows(table: QTableView) -> None:
    """Rows are chosen as a whole; they have no heading of their own."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()


def stretch_column(table: QTableView, stretched: int, widths: dict[int, int]) -> None:
    """One column takes the room that the others, of fixed widths, leave.

    Args:
        table: the table.
        stretched: the column.
        widths: column -> its width in pixels, for each of the others.
    """
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    for column, width in widths.items():
        table.setColumnWidth(column, width)
