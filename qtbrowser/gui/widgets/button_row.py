"""The row of buttons below the list of a dialog: actions on an entry at the left, closing at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


def row_button(dialog: QDialog, text: str, does: Callable[[], object]) -> QPushButton:
    """A button that does not become the dialog's default button when it has the focus.

    Args:
        dialog: the dialog that owns it.
        text: its label.
        does: called when it is clicked.
    """
    button = QPushButton(text, dialog)
    button.setAutoDefault(False)
    button.clicked.connect(does)
    return button


def button_row(buttons: Sequence[QPushButton], close: QPushButton) -> QHBoxLayout:
    """The layout of the row; the order is also the tab order."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    row.addWidget(close)
    return row
