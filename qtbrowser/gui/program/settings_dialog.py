"""The settings dialog: everything that can be chosen, searched by words, with effect at once."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.keys_page import KeysPage
from qtbrowser.gui.program.library_page import LibraryPage
from qtbrowser.gui.program.settings_page import SettingsPage
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.field_button import FieldButton
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session


class _Page(Protocol):
    """A page of the dialog."""

    @property
    def is_default(self) -> bool:
        """Whether all of it is as it is by default."""

    def filter(self, words: list[str]) -> int:
        """Show what has all of these words; return how much that is."""

    def reset(self) -> None:
        """Make all of it as it is by default."""


class SettingsDialog(QDialog):
    """Pages below a search field. It doesn't stop the window, where the effect is seen.

    Args:
        theme: the colours, which the dialog follows while it is open.
        actions: whose keys can be changed.
        preferences: what is set.
        session: the session with the library.
        refreshing: reads the library anew.
        parent: the window.
    """

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        preferences: Preferences,
        session: Session,
        refreshing: Refreshing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        open_at(self, 600, 620)
        self.search = QLineEdit(self)
        self.search.setObjectName("settings_search")
        self.search.setAccessibleName(self.tr("Search settings and keys"))
        self.search.setPlaceholderText(self.tr("Search settings and keys"))
        self.search.setClearButtonEnabled(True)
        # A sign, not a button.
        lens = FieldButton(self.search, "search", self.search.accessibleName(), at_end=False)
        lens.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.settings_page = SettingsPage(preferences, self)
        self.keys_page = KeysPage(actions, preferences, self)
        self.library_page = LibraryPage(session, refreshing, self)
        self.pages = QTabWidget(self)
        self.pages.setDocumentMode(True)
        self._titles: list[str] = []
        self.reset_all = row_button(self, self.tr("Reset &All"), self._reset_all)
        self._add(self.settings_page, self.tr("&Settings"))
        self._add(self.keys_page, self.tr("&Keys"))
        self._add(self.library_page, self.tr("&Library"))
        self.pages.currentChanged.connect(self._allow)
        self.search.textChanged.connect(self._filter)
        close = row_button(self, self.tr("&Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.pages, 1)
        layout.addLayout(button_row((self.reset_all,), close))
        self._allow()
        apply_style_sheets(self)
        theme.changed.connect(self._on_theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends a search first, and closes the dialog then."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.search.setFocus()
            return
        super().keyPressEvent(event)

    def _add(self, page: SettingsPage | KeysPage | LibraryPage, title: str) -> None:
        self._titles.append(title)
        self.pages.addTab(page, title)
        page.changed.connect(self._allow)

    def _page(self, number: int) -> _Page:
        page: _Page = self.pages.widget(number)  # type: ignore[assignment]
        return page

    def _filter(self, text: str) -> None:
        words = text.split()
        counts = [self._page(number).filter(words) for number in range(self.pages.count())]
        for number, count in enumerate(counts):
            title = self._titles[number]
            self.pages.setTabText(number, self.tr("{0} ({1})").format(title, count) if words else title)
        if not counts[self.pages.currentIndex()] and any(counts):
            self.pages.setCurrentIndex(next(number for number, count in enumerate(counts) if count))

    def _reset_all(self) -> None:
        self._page(self.pages.currentIndex()).reset()

    def _on_theme(self) -> None:
        apply_style_sheets(self)

    def _allow(self) -> None:
        self.reset_all.setEnabled(not self._page(self.pages.currentIndex()).is_default)
