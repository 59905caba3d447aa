"""The row of buttons of a dialog: actions at the left, closing at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton

from qtbrowser.gui.widgets.flow_layout import FlowLayout

_SPACING = 6


class ButtonRow(QHBoxLayout):
    """The layout of the row. It is as high as its lines, however much room a dialog has."""

    def maximumSize(self) -> QSize:
        return QSize(super().maximumSize().width(), self.minimumSize().height())


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


def close_box(dialog: QDialog) -> QDialogButtonBox:
    """The row of a dialog that is only closed; more buttons can be added to it.

    Args:
        dialog: the dialog that owns it.
    """
    box = QDialogButtonBox(dialog)
    # A standard button would have the desktop's icon, which is dark in dark themes, too.
    box.addButton(dialog.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(dialog.reject)
    return box


def button_row(buttons: Sequence[QPushButton], close: QPushButton) -> ButtonRow:
    """The layout of the row, in as many lines as the dialog's width needs; the order is also the tab order."""
    row = ButtonRow()
    row.setSpacing(_SPACING)
    actions = FlowLayout(_SPACING)
    for button in buttons:
        actions.addWidget(button)
    row.addLayout(actions, 1)
    row.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
    return row
