"""Keeps the titles of tabs true whose documents are not shown: other programs, and other windows, change them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from qtbrowser.gui.reader.tab_jobs import titles_of
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.worker.session import Session


class TabTitles(QObject):
    """Looks the titles up when the tabs of a library come back, and after each commit.

    Args:
        session: the session with the library.
        tabs: the window's tabs; become the parent.
    """

    def __init__(self, session: Session, tabs: Tabs) -> None:
        super().__init__(tabs)
        self._session = session
        self._tabs = tabs
        tabs.begun.connect(self._look)
        session.changed.connect(self._look)

    def _look(self) -> None:
        if documents := self._tabs.hidden_documents:
            job = partial(titles_of, paths=sorted(documents))
            self._session.ask(job, self._tabs.take_titles, replaces=(self, "titles"))
