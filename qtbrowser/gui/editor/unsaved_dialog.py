"""The dialog that asks whether to save unsaved changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget


class UnsavedDialog(QMessageBox):
    """Save, discard, or continue editing.

    Args:
        title: the document's question.
        fault: why it can't be saved, a sentence; empty if it can.
        parent: the owner.

    Signals:
        save_chosen, discard_chosen, stay_chosen: the user's choice.
    """

    save_chosen = Signal()
    discard_chosen = Signal()
    stay_chosen = Signal()

    def __init__(self, title: str, fault: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unsaved_dialog")
        self.setWindowTitle(self.tr("Unsaved Changes"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIcon(QMessageBox.Icon.NoIcon)
        short = title if len(title) <= 120 else title[:119].rstrip() + "…"
        self.setText(self.tr("Save the changes to this document?") + f"\n\n{short}")
        self.setInformativeText(fault)
        role = QMessageBox.ButtonRole
        self.save_button = self.addButton(self.tr("&Save"), role.AcceptRole)
        self.discard_button = self.addButton(self.tr("&Discard"), role.DestructiveRole)
        self.stay_button = self.addButton(self.tr("&Go On Editing"), role.RejectRole)
        self.save_button.setEnabled(not fault)
        self.setDefaultButton(self.stay_button if fault else self.save_button)
        self.setEscapeButton(self.stay_button)
        self.buttonClicked.connect(self._choose)
        self.finished.connect(self.deleteLater)

    def _choose(self, button: object) -> None:
        if button is self.save_button:
            self.save_chosen.emit()
        elif button is self.discard_button:
            self.discard_chosen.emit()
        else:
            self.stay_chosen.emit()
