"""The dialog for a file that was changed by others while it was edited: both versions side by side, and the choices."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.editor.collision_list import CollisionList
from qtbrowser.gui.editor.conflict_jobs import Conflict
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets


class ConflictDialog(QDialog):
    """Compares the present file, at the left, with what would be written, at the right.

    Args:
        conflict: the two versions.
        parent: the owner.

    Signals:
        mine_chosen: join the form's changes with the present file, with these choices where the two collide.
        theirs_chosen: keep the present file.
    """

    mine_chosen = Signal(tuple)
    theirs_chosen = Signal()

    def __init__(self, conflict: Conflict, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conflict_dialog")
        self.setWindowTitle(self.tr("The File Has Changed"))
        open_at(self, 980, 620)
        self.heading = QLabel(self._words(conflict), self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.diff = DiffView(self)
        self.diff.arrange(Arrangement.SIDE_BY_SIDE)
        self.diff.show_rows(conflict.rows, (self.tr("On the disk now"), self.tr("With your changes")))
        self.collisions = CollisionList(conflict.collisions, self)
        self.collisions.setVisible(bool(conflict.collisions))
        self.collisions.chosen.connect(self._show_state)
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.mine_button = buttons.addButton(self.tr("&Save My Changes"), role.AcceptRole)
        self.theirs_button = buttons.addButton(self.tr("&Keep the File"), role.DestructiveRole)
        self.stay_button = buttons.addButton(self.tr("&Go On Editing"), role.RejectRole)
        self._is_gone = conflict.is_gone
        self.stay_button.setDefault(True)
        self.mine_button.clicked.connect(self._choose_mine)
        self.theirs_button.clicked.connect(self._choose_theirs)
        self.stay_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.diff, 1)
        layout.addWidget(self.collisions, 1)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)
        self._show_state()
        apply_style_sheets(self)

    def _words(self, conflict: Conflict) -> str:
        if conflict.is_gone:
            words = self.tr("{0} is gone: it was deleted or moved while you were editing.")
            return words.format(conflict.path) + " " + self.tr("Copy what you need, or continue editing.")
        words = self.tr("{0} was changed by somebody else while you were editing. Nothing has been saved.")
        words = words.format(conflict.path) + " "
        if not conflict.collisions:
            return words + self.tr("Both changes go together: what would be saved is at the right.")
        return words + counted(
            len(conflict.collisions),
            self.tr("1 change collides: choose what is saved."),
            self.tr("{0} changes collide: choose for each what is saved."),
        )

    def _show_state(self) -> None:
        self.mine_button.setEnabled(not self._is_gone and self.collisions.choices() is not None)

    def _choose_mine(self) -> None:
        choices = self.collisions.choices()
        self.accept()
        self.mine_chosen.emit(choices or ())

    def _choose_theirs(self) -> None:
        self.accept()
        self.theirs_chosen.emit()
