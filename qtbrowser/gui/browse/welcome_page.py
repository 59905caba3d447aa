"""The welcome, while no library is open: what to open, and the libraries that were open before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from qtbrowser.gui.browse.page_button import PageButton
from qtbrowser.gui.widgets.empty_states import EmptyState, StatePanel
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font

WIDEST = 520


class OfferedLibrary(NamedTuple):
    """A library that can be opened: its folder, its name, and what is to be known of it, in one line."""

    folder: str
    name: str
    about: str


class WelcomePage(QScrollArea):
    """Shows a state with its buttons, and below it the known libraries.

    Signals:
        action_requested: the name of a state's button.
        library_requested: the folder of a library to be opened.
    """

    action_requested = Signal(str)
    library_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self.state_panel = StatePanel(page)
        self.state_panel.action_requested.connect(self.action_requested)
        self._below = QWidget(page)
        self._below.setMaximumWidth(WIDEST)
        self._rows = QVBoxLayout(self._below)
        self._rows.setContentsMargins(0, 0, 0, 24)
        self._rows.setSpacing(0)
        around = QHBoxLayout()
        around.setContentsMargins(StatePanel.MARGIN, 0, StatePanel.MARGIN, 0)
        around.addStretch(1)
        around.addWidget(self._below, 1000)
        around.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self.state_panel)
        column.addLayout(around)
        column.addStretch(3)
        self._below.hide()
        self.setWidget(page)

    def show_state(self, state: EmptyState) -> None:
        """Show another state."""
        self.state_panel.show_state(state)
        self.setAccessibleName(self.state_panel.accessibleName())

    def show_libraries(self, libraries: Sequence[OfferedLibrary]) -> None:
        """Show the libraries that were open before, the last one first; without any there is no heading."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._below.setVisible(bool(libraries))
        if not libraries:
            return
        heading = QLabel(self.tr("Libraries"), self._below)
        heading.setObjectName("welcome_libraries")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setContentsMargins(PageButton.PADDING, 0, 0, 4)
        FontRule(heading, heading_font)
        self._rows.addWidget(heading)
        for library in libraries:
            self._rows.addWidget(self._button(library))

    @property
    def state(self) -> EmptyState | None:
        """The state that is shown."""
        return self.state_panel.state

    def first_button(self) -> QWidget | None:
        """The first button of the state."""
        return self.state_panel.first_button()

    def _button(self, library: OfferedLibrary) -> PageButton:
        button = PageButton("library", self._below)
        button.show_row(library.folder, library.name, library.about)
        button.clicked.connect(lambda: self.library_requested.emit(button.path))
        return button
