"""The message bar: shows errors and notices over the lower edge of the panels, without moving the page."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.widgets.icons import grow_icon, icon, paint_icon
from qtbrowser.gui.widgets.row_painting import ROUNDING, mirrored
from qtbrowser.gui.widgets.theme_palettes import colours_of

PASSING_MS = 8_000
WIDEST = 720
MARGIN = 12
SPACING = 10
LEAST_WORDS = 280
"""The least width in pixels that the words have beside buttons."""


class Weight(StrEnum):
    """The severity of a message; a notice disappears by itself."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


class MessageAction(NamedTuple):
    """A button of a message.

    Attributes:
        words: its label.
        act: what it does.
    """

    words: str
    act: Callable[[], object]


class MessageBar(QWidget):
    """One sentence with an icon, up to two buttons, and one to close the bar. A new message replaces the present
    one.
    """

    ICON = 18

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._weight = Weight.NOTICE
        self._acts: dict[QPushButton, Callable[[], object]] = {}
        self._label = QLabel(self)
        self._label.setObjectName("message_text")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = [self._make_button("message_action"), self._make_button("message_second_action")]
        self._close = QToolButton(self)
        self._close.setObjectName("message_close")
        self._close.setIcon(icon("x"))
        grow_icon(self._close, 16)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close message"))
        self._close.setToolTip(self.tr("Close"))
        self._close.clicked.connect(self.hide)
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        # The icon is painted, at the side where lines begin; Qt mirrors no margins.
        margins = (10, 16 + self.ICON + 10) if self.isRightToLeft() else (16 + self.ICON + 10, 10)
        self._edges = sum(margins)
        layout.setContentsMargins(margins[0], 7, margins[1], 7)
        layout.setSpacing(SPACING)
        actions = QHBoxLayout()
        actions.addStretch(1)
        for button in self._buttons:
            actions.addWidget(button)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._label, 1)
        self._body.addLayout(actions)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._close)
        self.hide()
        if parent is not None:
            parent.installEventFilter(self)

    def show_message(
        self,
        text: str,
        weight: Weight = Weight.NOTICE,
        action: str = "",
        act: Callable[[], object] | None = None,
        also: MessageAction | None = None,
    ) -> None:
        """Show a sentence.

        Args:
            text: plain text.
            weight: a notice disappears after a few seconds; warnings and errors stay until they are closed.
            action: the label of a button, if there is one.
            act: what the button does.
            also: a second button.
        """
        self._weight = weight
        self._label.setText(text)
        self.setAccessibleName(text)
        first = MessageAction(action, act or self.hide) if action else None
        self._acts.clear()
        for button, wanted in zip(self._buttons, (first, also), strict=True):
            button.setVisible(wanted is not None)
            if wanted is not None:
                button.setText(wanted.words)
                self._acts[button] = wanted.act
        self._passing.stop()
        if weight is Weight.NOTICE:
            self._passing.start()
        self.show()
        self.float_over()
        self.update()
        announcements.announce(self, text, urgent=weight is not Weight.NOTICE)

    def show_error(self, text: str) -> None:
        """Show an error; it stays until it is closed."""
        self.show_message(text, Weight.ERROR)

    def withdraw(self, text: str) -> None:
        """Hide a message that is no longer true, if it is the one that is shown."""
        if text and self._label.text() == text:
            self.hide()

    def float_over(self) -> None:
        """Lie over the lower part of the parent, in its middle: what is below keeps its place."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        scale = max(1.0, self.fontMetrics().height() / self.ICON)
        width = min(parent.width() - 2 * MARGIN, round(WIDEST * scale))
        self._arrange(width, round(LEAST_WORDS * scale))
        height = min(max(self.heightForWidth(width), self.minimumSizeHint().height()), parent.height())
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - MARGIN, width, height)
        self.raise_()

    def _arrange(self, width: int, least: int) -> None:
        """Put the buttons below the words where less than `least` pixels would be left beside them."""
        shown = [button for button in self._buttons if not button.isHidden()]
        taken = sum(button.sizeHint().width() + SPACING for button in (*shown, self._close))
        left = width - taken - self._edges
        beside = not shown or left >= min(least, self._label.fontMetrics().horizontalAdvance(self._label.text()))
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the parent is resized."""
        if event.type() == QEvent.Type.Resize:
            self.float_over()
        return False

    def text(self) -> str:
        """The sentence shown last."""
        return self._label.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card in the colour of the weight with an edge, and the icon."""
        colours = colours_of(self.palette())
        grounds = {Weight.NOTICE: colours.notice, Weight.WARNING: colours.warning, Weight.ERROR: colours.danger}
        inks = {Weight.NOTICE: colours.accent, Weight.WARNING: colours.on_warning, Weight.ERROR: colours.on_danger}
        names = {Weight.NOTICE: "info", Weight.WARNING: "triangle-alert", Weight.ERROR: "circle-alert"}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(inks[self._weight]), 1))
        painter.setBrush(QColor(grounds[self._weight]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), ROUNDING, ROUNDING)
        place = QRectF(16, (self.height() - self.ICON) / 2, self.ICON, self.ICON)
        place = mirrored(place, self.rect(), self.layoutDirection())
        paint_icon(painter, names[self._weight], place, inks[self._weight])
        painter.end()

    def _make_button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(partial(self._act, button))
        return button

    def _act(self, button: QPushButton) -> None:
        self.hide()
        act = self._acts.get(button)
        if act is not None:
            act()
