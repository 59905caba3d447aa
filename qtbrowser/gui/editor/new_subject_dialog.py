"""The dialog that asks whether to make a subject that no document has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from qtbrowser.curation.change_set import NewSubject


class NewSubjectDialog(QMessageBox):
    """Make the subject, use the one that may have been meant, or continue editing.

    Args:
        new: the subject.
        parent: the owner.

    Signals:
        make_chosen, near_chosen: the user's choice.
    """

    make_chosen = Signal()
    near_chosen = Signal()

    def __init__(self, new: NewSubject, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_subject_dialog")
        self.setWindowTitle(self.tr("New Subject"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setText(self.tr("No document has the subject {0} yet.").format(new.name))
        role = QMessageBox.ButtonRole
        self.near_button = self.addButton(self.tr("&Use {0}").format(new.near.replace("&", "&&")), role.AcceptRole)
        self.near_button.setVisible(bool(new.near))
        self.make_button = self.addButton(self.tr("&Make New Subject"), role.DestructiveRole)
        self.stay_button = self.addButton(self.tr("&Go On Editing"), role.RejectRole)
        self.setDefaultButton(self.near_button if new.near else self.stay_button)
        self.setEscapeButton(self.stay_button)
        self.buttonClicked.connect(self._choose)
        self.finished.connect(self.deleteLater)

    def _choose(self, button: object) -> None:
        if button is self.near_button:
            self.near_chosen.emit()
        elif button is self.make_button:
            self.make_chosen.emit()
