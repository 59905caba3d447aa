"""A field for a subject, completed from the existing subjects."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget


class SubjectField(QLineEdit):
    """A line edit; Down opens the list of all subjects. The typed text may be anywhere in their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        self._list = QListView()
        completer.setPopup(self._list)
        self.setCompleter(completer)
        self.setAccessibleDescription(self.tr("Down opens the list of subjects."))

    def offer(self, subjects: Sequence[str]) -> None:
        """Set the subjects for completion."""
        self._known.setStringList(list(subjects))

    def is_known(self) -> bool:
        """Whether the field has the name of an existing subject, in any case."""
        wanted = self.text().strip().casefold()
        return any(subject.casefold() == wanted for subject in self._known.stringList())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list; of all subjects if the field has the name of one."""
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self.completer().setCompletionPrefix("" if self.is_known() else self.text())
            self.completer().complete()
            return
        super().keyPressEvent(event)
