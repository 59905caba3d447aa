"""Asks what the reader's own record is to hold before it is written into a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.library.progress_records import Shared

LONGEST_NAME = 200

_AROUND_HINT = 24
"""What the field's frame and margins take, in pixels."""


class RecordDialog(QDialog):
    """Asks for a name and for what is shared.

    Signals:
        chosen: the name, and the tuple of what may be in the record; the dialog closes.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export Record"))
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name"))
        hint = self.tr("As you want to be known; may be empty")
        self.name.setPlaceholderText(hint)
        self.name.setMinimumWidth(self.name.fontMetrics().horizontalAdvance(hint) + _AROUND_HINT)
        self.boxes = {
            Shared.COURSES: QCheckBox(self.tr("How far I am in the &courses"), self),
            Shared.DOCUMENTS: QCheckBox(self.tr("What I have &read and know, by document"), self),
            Shared.STUDY: QCheckBox(self.tr("&Figures of the questions asked back"), self),
        }
        self.boxes[Shared.COURSES].setChecked(True)
        said = QLabel(self.tr("Only what is checked is written. Nothing is sent: you pass the file on yourself."), self)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        form = QFormLayout()
        form.addRow(self.tr("&Name:"), self.name)
        self.save_button = row_button(self, self.tr("&Save…"), self._choose)
        self.save_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(form)
        for box in self.boxes.values():
            box.toggled.connect(self._allow)
            layout.addWidget(box)
        layout.addWidget(said)
        layout.addLayout(button_row((self.save_button,), row_button(self, self.tr("C&ancel"), self.reject)))

    def shared(self) -> tuple[Shared, ...]:
        """What is checked."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())

    def _allow(self) -> None:
        self.save_button.setEnabled(bool(self.shared()))

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.name.text().strip(), self.shared())
