"""Shows in list and tree what is read, known and bookmarked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse.kept_marks import KeptMarks
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.personal.list_mark_jobs import load_marks
from qtbrowser.gui.worker.session import OpenedLibrary, Session

_LOADED = "personal.list_marks"


class ListMarks(QObject):
    """Reads the marks once a list is shown, when they change, and when the window is come back to: another window or
    the command line may have changed them.

    Args:
        window: the window.
        session: the session with the library.
        list_state: tells when a list is shown.
        list_panel: shows the signs of documents.
        subjects: shows how many are read in each subject.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        list_state: ListState,
        list_panel: ListPanel,
        subjects: SubjectPanel,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._list = list_panel.view
        self._subjects = subjects
        self._is_stale = True
        self._marks = KeptMarks()
        list_state.list_shown.connect(self._on_list)
        list_state.counted.connect(self.load)
        session.on_library(self._begin_library)
        window.installEventFilter(self)
        if session.folder is not None and list_state.is_shown:
            self.load()

    def load(self) -> None:
        """Read the marks again."""
        self._is_stale = False
        self._session.ask(load_marks, self._show, replaces=_LOADED, background=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window is come back to."""
        if event.type() == QEvent.Type.WindowActivate and not self._is_stale:
            self.load()
        return super().eventFilter(watched, event)

    def _begin_library(self, _opened: OpenedLibrary) -> None:
        self._is_stale = True
        self._show(KeptMarks())

    def _on_list(self) -> None:
        if self._is_stale:
            self.load()

    def _show(self, marks: KeptMarks) -> None:
        if marks == self._marks:
            return
        self._marks = marks
        self._list.rows.show_marks(marks)
        self._list.viewport().update()
        self._subjects.show_kept(marks.read_counts, marks.due_counts)
