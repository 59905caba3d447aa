"""Which panel comes to the front as the reader goes on, in a window that has no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.window.columns import ANSWER, LIST
from qtbrowser.gui.window.panels import Panels


class PanelFlow(QObject):
    """Connects tree, search field, list and page with `Columns`, and the page with the bar above it.

    Args:
        window: the window, which becomes the parent.
        panels: the window's panels.
        reading: shows documents.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        panels: Panels,
        reading: Reading,
    ) -> None:
        super().__init__(window)
        self._panels = panels
        panels.list_panel.leftwards.connect(panels.columns.open_tree)
        panels.list_panel.opened.connect(self._show_answer)
        panels.list_panel.view.clicked.connect(self._show_answer)
        panels.subjects.rightwards.connect(self._show_list)
        panels.subjects.tree.clicked.connect(self._on_subject_clicked)
        panels.search.search_requested.connect(self._show_hits)
        reading.arrived.connect(self._show_answer)
        reading.document_shown.connect(self._name_page)
        reading.left.connect(panels.reading_bar.clear_page)
        reading.left.connect(self._leave_answer)

    def connect_pane(self) -> None:
        """Connect the answer pane, which is made after the first paint."""
        self._panels.answer.pane.title_left.connect(self._panels.reading_bar.show_away)

    def _show_answer(self) -> None:
        self._panels.columns.bring_forward(ANSWER)

    def _leave_answer(self) -> None:
        self._panels.subjects.show_home("")
        self._panels.columns.bring_forward(LIST)

    def _show_list(self) -> None:
        self._panels.columns.bring_forward(LIST)
        self._panels.list_panel.go_in()

    def _on_subject_clicked(self, _index: QModelIndex) -> None:
        """A click on a subject closes the drawer; walking through the tree by keys doesn't."""
        if self._panels.columns.is_tree_over:
            self._panels.columns.bring_forward(LIST)
            self._panels.list_panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hits(self, words: str) -> None:
        if words.strip():
            self._panels.columns.bring_forward(LIST)

    def _name_page(self, _path: str, _title: str) -> None:
        page = self._panels.answer.pane.page()
        if page is not None:
            self._panels.reading_bar.show_page(page.title, page.subject)
            self._panels.subjects.show_home(page.subject)
