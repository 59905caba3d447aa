"""The slim bar above the page: the way back to the list, subject and question of the page, next and previous."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from qtbrowser.gui.widgets.font_rules import FontRule, heading_font
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import ElidedLabel
from qtbrowser.gui.widgets.theme_palettes import colours_of


class ReadingBar(QWidget):
    """The bar. It is always there, so that the page never jumps; it names the page while its title is out of view.

    Args:
        steps: the actions that lead to the previous and the next question in the list.
        parent: the owner.

    Signals:
        list_requested: the reader wants back to the list.
    """

    list_requested = Signal()

    def __init__(self, steps: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_bar")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._question = ""
        self._away = False
        self._has_page = False
        self._can_go_back = False
        self.to_list = QToolButton(self)
        self.to_list.setObjectName("back_to_questions")
        self.to_list.setIcon(icon("chevron-left"))
        grow_icon(self.to_list, 16)
        self.to_list.setText(self.tr("Back"))
        self.to_list.setToolTip(self.tr("Back to the list (Esc)"))
        self.to_list.setAccessibleName(self.tr("Back to the list"))
        self.to_list.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.to_list.setAutoRaise(True)
        self.to_list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.to_list.clicked.connect(self.list_requested)
        self.subject = ElidedLabel(self)
        self.subject.setObjectName("reading_subject")
        self.subject.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.subject.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.question = ElidedLabel(self)
        self.question.setObjectName("reading_question")
        self.question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        FontRule(self.question, heading_font)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 8, 3)
        layout.setSpacing(8)
        layout.addWidget(self.to_list)
        layout.addSpacing(6)
        layout.addWidget(self.subject)
        layout.addWidget(self.question, 1)
        self.steps = [self._button(action) for action in steps]
        for button in self.steps:
            layout.addWidget(button)
        self._show_parts()

    def show_page(self, question: str, subject: str) -> None:
        """Another page is shown."""
        self._has_page = True
        self._question = question
        self.subject.show_text(subject.replace("/", " › "))
        self._show_parts()

    def clear_page(self) -> None:
        """No page is shown."""
        self._has_page = False
        self.subject.show_text("")
        self._show_parts()

    def show_away(self, away: bool) -> None:
        """Show subject and question while the page's title is scrolled out of view."""
        self._away = away
        self._show_parts()

    def offer_list(self, offered: bool) -> None:
        """Offer the way back to the list; where that is beside the page, there is none."""
        self._can_go_back = offered
        self._show_parts()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below, as long as the page goes on beneath the bar."""
        if self._away:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours_of(self.palette()).border))
            painter.end()

    def _show_parts(self) -> None:
        self.setVisible(self._has_page or self._can_go_back)
        self.to_list.setVisible(self._can_go_back)
        # The label stays, so that the steps keep their place.
        self.question.show_text(self._question if self._has_page and self._away else "")
        self.subject.setVisible(self._has_page and self._away and bool(self.subject.whole()))
        for button in self.steps:
            button.setVisible(self._has_page)
        self.update()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAutoRaise(True)
        grow_icon(button, 16)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        return button
