"""The window that shows the user guide; it can stay open beside the main window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from qtbrowser.errors import QtBrowserError
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.rendering.page import Page


class _Report(QObject):
    """Passes a result from another thread to the window's thread."""

    ready = Signal(object)
    failed = Signal(str)


class _Rendering(QRunnable):
    """Renders the guide in a worker thread, because importing the Markdown library and rendering take long."""

    def __init__(self, report: _Report) -> None:
        super().__init__()
        self._report = report

    def run(self) -> None:
        from qtbrowser.library.guide import render_guide

        try:
            page = render_guide()
        except (QtBrowserError, OSError) as error:
            self._report.failed.emit(str(error))
        else:
            self._report.ready.emit(page)


class GuideDialog(QDialog):
    """Shows the guide in its own answer pane, with outline and find.

    Args:
        theme: the window's theme, followed while the dialog is open.
        parent: the window.

    Signals:
        failed: a sentence: the guide can't be shown.
    """

    failed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User Guide"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 1000, 760)
        self.pane = AnswerPane(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self._on_theme(theme.name)
        theme.changed.connect(self._on_theme)
        self.pane.document_requested.connect(self._go_to)
        # It has no parent, so that it exists until both the dialog and the thread have ended.
        self._report = _Report()
        self._report.ready.connect(self._show)
        self._report.failed.connect(self._fail)
        QThreadPool.globalInstance().start(_Rendering(self._report))

    def _on_theme(self, name: ThemeName) -> None:
        self.pane.set_theme(name)
        apply_style_sheets(self)

    def _show(self, page: Page) -> None:
        self.pane.show_page(page)
        self.pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, _path: str, fragment: str) -> None:
        page = self.pane.page()
        if page is not None:
            self.pane.show_page(page, fragment)

    def _fail(self, sentence: str) -> None:
        self.close()
        self.failed.emit(sentence)
