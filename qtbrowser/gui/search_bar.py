"""The bar on top: back and forward, the search field, and whether to search in the selected subject only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from qtbrowser.gui.icons import icon
from qtbrowser.gui.theme import colours_of

TYPING_MS = 40
FIELD_WIDTH = 640
LABEL_LENGTH = 36


class SearchField(QLineEdit):
    """Where the words are typed.

    Signals:
        downwards: Return or Down: the reader wants to go into the hits.
    """

    downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setAccessibleName(self.tr("Search"))
        self.setTextMargins(2, 4, 2, 4)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("x"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear (Esc)"))
        self._clear.setText(self.tr("Clear search"))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(self._show_clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Down go into the hits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.downwards.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here; a folder belongs to the window."""
        if event.mimeData().hasUrls():
            event.ignore()
            return
        super().dragEnterEvent(event)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))


class SearchBar(QWidget):
    """The bar.

    Signals:
        search_requested: the words, a moment after the last key; empty when the search was cleared.
        within_changed: whether the search is limited to the selection.
        downwards: the reader wants to go into the hits.
    """

    search_requested = Signal(str)
    within_changed = Signal(bool)
    downwards = Signal()

    def __init__(self, back: QAction, forward: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_bar")
        self.field = SearchField(self)
        self.field.setMaximumWidth(FIELD_WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self._type)
        self.field.downwards.connect(self._go_down)
        self.within = QToolButton(self)
        self.within.setObjectName("within")
        self.within.setCheckable(True)
        self.within.setChecked(True)
        self.within.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.within.setIconSize(QSize(14, 14))
        self.within.toggled.connect(self._switch_within)
        self.within.hide()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._report)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._button(back))
        layout.addWidget(self._button(forward))
        layout.addSpacing(4)
        layout.addWidget(self.field, 10)
        layout.addWidget(self.within)
        layout.addStretch(1)
        self.show_scope("")

    def text(self) -> str:
        """The words in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Search for `text` as if it had been typed, at once."""
        self.field.setText(text)
        self._typing.stop()
        self._report()

    @property
    def is_settled(self) -> bool:
        """Whether nothing typed is still waiting to be searched for."""
        return not self._typing.isActive()

    def show_scope(self, label: str) -> None:
        """Offer to limit the search to the selection called `label`; empty where everything is selected."""
        short = label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1].rstrip() + "…"
        self.within.setText(self.tr("Only in {0}").format(short).replace("&", "&&"))
        self.within.setAccessibleName(self.tr("Search only in {0}").format(label))
        self.within.setVisible(bool(label))
        self._scope = label
        self._describe()

    def focus(self) -> None:
        """Put the cursor into the field, its words selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline between the bar and what is below it."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    _scope = ""

    def _describe(self) -> None:
        narrowed = bool(self._scope) and self.within.isChecked()
        self.field.setPlaceholderText(
            self.tr("Search in {0}").format(self._scope) if narrowed else self.tr("Search all questions and answers")
        )
        self.within.setIcon(icon("check") if self.within.isChecked() else icon("list-filter"))
        self.within.setToolTip(
            self.tr("The search is limited to what is selected at the left. Press to search everything.")
            if self.within.isChecked()
            else self.tr("Press to search only in what is selected at the left.")
        )

    def _switch_within(self, on: bool) -> None:
        self._describe()
        self.within_changed.emit(on)

    def _type(self, text: str) -> None:
        self._typing.start()

    def _go_down(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._report()
        self.downwards.emit()

    def _report(self) -> None:
        self.search_requested.emit(self.field.text())

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setMinimumSize(32, 32)
        button.setAccessibleName(action.text().replace("&", ""))
        return button
