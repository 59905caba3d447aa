"""Which panel comes to the front as the reader goes on, in a window that has no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt

from qtbrowser.gui.window.columns import ANSWER, LIST
from qtbrowser.gui.window.window_context import WindowContext


class PanelFlow(QObject):
    """Connects tree, search field, list and page with `Columns`, and the page with the bar above it.

    Args:
        parts: the window's parts.
    """

    def __init__(self, parts: WindowContext) -> None:
        super().__init__(parts.window)
        self._parts = parts
        panels = parts.panels
        panels.list_panel.leftwards.connect(panels.columns.open_tree)
        panels.list_panel.opened.connect(self._show_answer)
        panels.list_panel.view.clicked.connect(self._show_answer)
        panels.subjects.rightwards.connect(self._show_list)
        panels.subjects.tree.clicked.connect(self._on_subject_clicked)
        panels.search.search_requested.connect(self._show_hits)
        parts.reading.arrived.connect(self._show_answer)
        parts.reading.document_shown.connect(self._name_page)
        parts.reading.left.connect(panels.reading_bar.clear_page)
        parts.reading.left.connect(self._leave_answer)

    def connect_pane(self) -> None:
        """Connect the answer pane, which is made after the first paint."""
        self._parts.panels.answer.pane.title_left.connect(self._parts.panels.reading_bar.show_away)

    def _show_answer(self) -> None:
        self._parts.panels.columns.bring_forward(ANSWER)

    def _leave_answer(self) -> None:
        self._parts.panels.subjects.show_home("")
        self._parts.panels.columns.bring_forward(LIST)

    def _show_list(self) -> None:
        self._parts.panels.columns.bring_forward(LIST)
        self._parts.panels.list_panel.go_in()

    def _on_subject_clicked(self, _index: QModelIndex) -> None:
        """A click on a subject closes the drawer; walking through the tree by keys doesn't."""
        if self._parts.panels.columns.is_tree_over:
            self._parts.panels.columns.bring_forward(LIST)
            self._parts.panels.list_panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hits(self, words: str) -> None:
        if words.strip():
            self._parts.panels.columns.bring_forward(LIST)

    def _name_page(self, _path: str, _title: str) -> None:
        page = self._parts.panels.answer.pane.page()
        if page is not None:
            self._parts.panels.reading_bar.show_page(page.title, page.subject)
            self._parts.panels.subjects.show_home(page.subject)
