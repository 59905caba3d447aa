"""Asks whether a file of another encoding is converted to UTF-8, so that it can be edited, and shows what changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import ConvertToUtf8, Edit
from qtbrowser.gui.diff.diff_view import DiffView
from qtbrowser.gui.editor.edit_jobs import ConversionNeeded, conversion_rows
from qtbrowser.gui.editor.planned_dialog import WIDTH, PlannedDialog
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

HEIGHT = 420
ROWS = "editor.conversion"


class ConversionDialog(PlannedDialog):
    """The reason, the lines that change, and the question.

    Args:
        needed: the document.
        session: as for `PlannedDialog`.
        parent: the owner.
    """

    def __init__(self, needed: ConversionNeeded, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("conversion_dialog")
        self.setWindowTitle(self.tr("Convert to UTF-8"))
        self.do_button.setText(self.tr("&Convert and Edit"))
        self._session = session
        self._path = needed.path
        self.reason = QLabel(needed.reason, self)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.diff = DiffView(self)
        self.diff.setFrameShape(QFrame.Shape.StyledPanel)
        self._column.addWidget(self.reason)
        self._column.addWidget(self.diff, 1)
        self._finish()
        apply_style_sheets(self)
        self._ask()

    def sizeHint(self) -> QSize:
        """Room for some lines that change."""
        return super().sizeHint().expandedTo(QSize(WIDTH, HEIGHT)).boundedTo(self.screen().availableSize())

    def edit(self) -> Edit | None:
        """The conversion."""
        return ConvertToUtf8((self._path,))

    def _show_plan(self, edit: Edit, change_set: ChangeSet) -> None:
        super()._show_plan(edit, change_set)
        for change in change_set.files:
            job = partial(conversion_rows, before=change.before or b"", after=change.after or b"")
            self._session.ask(job, self.diff.show_rows, replaces=ROWS, lane=Lane.CHANGING)

    def _words(self, change_set: ChangeSet) -> str:
        if change_set.refused or not change_set.files:
            return super()._words(change_set)
        return self.tr("The words stay as they are shown now; the file is written as UTF-8. It can be undone.")
