"""The column of a second document: a slim bar with its name, and the page below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.widgets.focus_passing import FocusPassing
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import ElidedLabel
from qtbrowser.gui.widgets.theme_palettes import colours_of


class BesidePanel(FocusPassing):
    """Shows the second document's name and page; hidden at first.

    Attributes:
        answer: shows the page.

    Signals:
        main_requested: the reader wants to read this document in place of the first one.
        close_requested: the reader wants the second document closed.
    """

    main_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beside_panel")
        self.answer = AnswerPanel(self)
        bar = _Bar(self)
        self.question = ElidedLabel(bar)
        self.question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        FontRule(self.question, heading_font)
        self.to_main = self._button(bar, "chevrons-left", self.tr("Read this one in place of the first"))
        self.to_main.setObjectName("beside_to_main")
        self.to_main.clicked.connect(self.main_requested)
        self.to_close = self._button(bar, "x", self.tr("Close the second document"))
        self.to_close.setObjectName("beside_close")
        self.to_close.clicked.connect(self.close_requested)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(4)
        row.addWidget(self.question, 1)
        row.addWidget(self.to_main)
        row.addWidget(self.to_close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.answer, 1)
        self.pass_focus_to(self.answer)
        self.hide()

    def show_name(self, title: str) -> None:
        """Name the document in the bar."""
        self.question.show_text(title)
        self.setAccessibleName(self.tr("Second document: {0}").format(title))

    @staticmethod
    def _button(bar: QWidget, name: str, words: str) -> QToolButton:
        button = QToolButton(bar)
        button.setIcon(icon(name))
        grow_icon(button, 16)
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button


class _Bar(QWidget):
    """The bar's ground, with a hairline below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours_of(self.palette()).border))
        painter.end()
