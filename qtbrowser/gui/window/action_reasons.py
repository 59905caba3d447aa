"""Why an action can't be used now."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session


class ActionReasons(QObject):
    """Tells why actions can't be used.

    Args:
        parent: the owner.
        actions: the window's actions.
        session: tells whether a library is open.
        reading: tells whether a document is shown.
    """

    def __init__(self, parent: QObject, actions: Actions, session: Session, reading: Reading) -> None:
        super().__init__(parent)
        self._actions = actions
        self._session = session
        self._reading = reading

    def needs_curating(self, action: QAction) -> bool:
        """Whether all that an action needs is that Curating is switched on."""
        is_open = self._session.folder is not None
        return is_open and not self._actions.curating.isChecked() and action in self._actions.change_library()

    def reason(self, action: QAction) -> str:
        """Why an action can't be used now, a sentence; empty where it can."""
        actions = self._actions
        if action.isEnabled():
            return ""
        changing, documents = actions.change_library(), [*actions.need_document(), *actions.change_document()]
        if self._session.folder is None and action in [*actions.need_library(), *changing, *documents]:
            return self.tr("Open a library first.")
        if self.needs_curating(action):
            return self.tr("Switch Curating on first.")
        if action in documents and not self._reading.path:
            return self.tr("Open a document first.")
        own = {
            actions.back: self.tr("There is nothing to go back to."),
            actions.forward: self.tr("There is nothing to go forward to."),
            actions.save: self.tr("Nothing has been changed."),
            actions.drafts: self.tr("Nothing is unsaved."),
            actions.all_libraries: self.tr("No other library is open in a window."),
            actions.take_suggestion: self.tr("Nothing is suggested."),
            actions.reopen_tab: self.tr("No tab has been closed."),
            actions.next_tab: self.tr("There is one tab only."),
            actions.previous_tab: self.tr("There is one tab only."),
            **dict.fromkeys(actions.tabs, self.tr("There is no such tab.")),
        }
        return own.get(action, self.tr("This can't be done now."))
