"""Sets up the desk's tables: rows of text without a grid; arrow keys move within the table, Tab leaves it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from qtbrowser.gui.widgets.cell_delegate import CellDelegate

ROW_ROOM = 12


def prepare_table(
    table: QTableView, model: QAbstractItemModel, delegate: CellDelegate, name: str, row_room: int = ROW_ROOM
) -> None:
    """Set up a read-only table in which one row or cell is selected at a time.

    Args:
        table: the table.
        model: the model of its rows.
        delegate: paints its cells.
        name: its accessible name.
        row_room: the padding of a row in pixels.
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
    """Select whole rows, without row headers."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()


def stretch_column(table: QTableView, stretched: int, widths: dict[int, int]) -> None:
    """Let one column take the width that the others, of fixed widths, leave.

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
