"""The bar above the editor: the tabs answer and details, the unsaved state, save and close."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from qtbrowser.gui.pane.plain_tooltips import plain_tooltip
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import ElidedLabel
from qtbrowser.gui.widgets.theme_palettes import colours_of

TAB_PADDING = 12


class _Tab(QToolButton):
    """The tab of a page: a text, underlined if the page is shown."""

    def sizeHint(self) -> QSize:
        """The size of the text with padding."""
        width = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(width + 2 * TAB_PADDING, self.fontMetrics().height() + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint text and line, and a frame if it has the focus."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        on = self.isChecked()
        if self.underMouse() and not on:
            painter.fillRect(self.rect(), QColor(colours.hover))
        painter.setPen(QColor(colours.text if on else colours.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(self.rect(), int(flags), self.text())
        if on:
            painter.fillRect(TAB_PADDING, self.height() - 3, self.width() - 2 * TAB_PADDING, 3, QColor(colours.accent))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent), 1.6))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 4, -2, -6), 4, 4)
        painter.end()


class EditorBar(QWidget):
    """The bar above the editor.

    Signals:
        details_requested: whether to show the details instead of the answer.
        save_requested, close_requested: a button was pressed.
    """

    details_requested = Signal(bool)
    save_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_bar")
        self.answer_tab = self._tab(self.tr("A&nswer"), "answer_tab")
        self.details_tab = self._tab(self.tr("&Details"), "details_tab")
        group = QButtonGroup(self)
        group.addButton(self.answer_tab)
        group.addButton(self.details_tab)
        self.answer_tab.setChecked(True)
        self.details_tab.toggled.connect(self.details_requested)
        self._path = ElidedLabel(self)
        self._path.setForegroundRole(self._path.foregroundRole().PlaceholderText)
        self._state = QLabel(self)
        self._state.setObjectName("editor_state")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self.save_button = QPushButton(self.tr("Save"), self)
        self.save_button.setObjectName("editor_save")
        self.save_button.setToolTip(self.tr("Save (Ctrl+S)"))
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.save_requested)
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("editor_close")
        self.close_button.setIcon(icon("x"))
        grow_icon(self.close_button, 16)
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Close the editor (Esc)"))
        self.close_button.setAccessibleName(self.tr("Close the editor"))
        self.close_button.clicked.connect(self.close_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 8, 0)
        layout.setSpacing(4)
        layout.addWidget(self.answer_tab)
        layout.addWidget(self.details_tab)
        layout.addSpacing(10)
        layout.addWidget(self._path, 1)
        layout.addWidget(self._state)
        layout.addSpacing(8)
        layout.addWidget(self.save_button)
        layout.addSpacing(4)
        layout.addWidget(self.close_button)
        self.show_state(unsaved=False)

    def show_details(self, shown: bool) -> None:
        """Mark the tab of the shown page."""
        (self.details_tab if shown else self.answer_tab).setChecked(True)

    def show_path(self, path: str) -> None:
        """Show the path of the document's file."""
        self._path.show_text(path)
        self._path.setToolTip("")

    def show_state(self, *, unsaved: bool, saving: bool = False) -> None:
        """Show whether there are unsaved changes."""
        words = self.tr("Saving…") if saving else self.tr("Unsaved changes") if unsaved else ""
        self._state.setText(words)
        self.save_button.setEnabled(unsaved and not saving)

    def show_reason(self, reason: str) -> None:
        """Show that nothing can be changed, with the reason as the tooltip; an empty `reason` removes that."""
        self._state.setText(self.tr("Read-only") if reason else "")
        self._state.setToolTip(plain_tooltip(self.tr("This document can't be changed:"), reason) if reason else "")
        self.save_button.setVisible(not reason)

    def state(self) -> str:
        """The shown state."""
        return self._state.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, and a hairline below."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.border))
        painter.end()

    def _tab(self, words: str, name: str) -> _Tab:
        tab = _Tab(self)
        tab.setObjectName(name)
        tab.setText(words)
        tab.setAccessibleName(words.replace("&", ""))
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return tab
