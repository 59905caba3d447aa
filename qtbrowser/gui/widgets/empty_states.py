"""The empty states of panels: a picture, a sentence, and buttons for what to do next."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.font_rules import FontRule, large_heading_font
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.theme_palettes import colours_of


class EmptyState(NamedTuple):
    """The content of a state panel.

    Attributes:
        icon: the name of the icon.
        heading: a few words.
        text: one or two sentences; plain text.
        actions: names and labels of the buttons, the most used one first.
        keys: the rows of a small table below: key, what it does.
    """

    icon: str
    heading: str
    text: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


class Emblem(QWidget):
    """An icon on a disc."""

    DISC = 72
    ICON = 32

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(self.DISC, self.DISC)
        self._name = "info"

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and icon."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.notice))
        painter.drawEllipse(self.rect())
        margin = (self.DISC - self.ICON) / 2
        paint_icon(painter, self._name, QRectF(margin, margin, self.ICON, self.ICON), colours.accent)
        painter.end()


class StatePanel(QWidget):
    """Shows one state in the middle of the panel.

    Signals:
        action_requested: the name of the button that was pressed.
    """

    action_requested = Signal(str)

    TEXT_WIDTH = 460
    KEYS_WIDTH = 400
    MARGIN = 24
    BUTTON_ROOM = 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.state: EmptyState | None = None
        self._named: dict[str, QPushButton] = {}
        self._emblem = Emblem(self)
        # An icon without words would flash up while the window starts.
        self._emblem.hide()
        self._heading = _label(self, "state_heading")
        self._text = _label(self, "state_text")
        self._text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for words in (self._heading, self._text):
            words.setMaximumWidth(self.TEXT_WIDTH)
        FontRule(self._heading, large_heading_font)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._key_table = QWidget(self)
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(14)
        self._keys.setVerticalSpacing(6)
        self._key_table.setLayout(_centred(self._keys))
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self.MARGIN, self.MARGIN, self.MARGIN, self.MARGIN)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(self._emblem, 0, middle)
        layout.addSpacing(18)
        layout.addLayout(_centred(self._heading))
        layout.addSpacing(8)
        layout.addLayout(_centred(self._text))
        layout.addSpacing(18)
        layout.addLayout(_centred(self._buttons))
        layout.addSpacing(10)
        layout.addWidget(self._key_table)
        layout.addStretch(3)

    def show_state(self, state: EmptyState) -> None:
        """Show another state."""
        if state == self.state:
            return
        before, self.state = self.state, state
        self._emblem.show_icon(state.icon)
        self._heading.setText(state.heading)
        self._text.setText(state.text)
        self._text.setVisible(bool(state.text))
        self.setAccessibleName(f"{state.heading}. {state.text}")
        if before is not None and (before.actions, before.keys) == (state.actions, state.keys):
            self._fit_emblem()
            return
        self._named.clear()
        _empty(self._buttons)
        _empty(self._keys)
        for number, (name, label) in enumerate(state.actions):
            self._buttons.addWidget(self._button(name, label, number == 0))
        self._arrange_buttons()
        for row, (key, meaning) in enumerate(state.keys):
            self._add_key(row, key, meaning)
        self._fit_emblem()

    def button(self, name: str) -> QPushButton:
        """The button that requests `name`. Raises LookupError if the state has none."""
        return self._named[name]

    def first_button(self) -> QPushButton | None:
        """The first button, or None if the state has none."""
        return self.button(self.state.actions[0][0]) if self.state is not None and self.state.actions else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the table of keys if it would be clipped, and the icon if the words need its room."""
        super().resizeEvent(event)
        self._key_table.setVisible(self.width() >= self.KEYS_WIDTH)
        self._arrange_buttons()
        self._fit_emblem()

    def _fit_emblem(self) -> None:
        layout = self.layout()
        if self.state is None or layout is None:
            return
        needed = layout.totalHeightForWidth(self.width()) + (Emblem.DISC if self._emblem.isHidden() else 0)
        self._emblem.setVisible(needed <= self.height())

    def _arrange_buttons(self) -> None:
        """Put buttons side by side if they fit, else below each other; a label that is still too long is elided."""
        if self.state is None:
            return
        room = self.width() - 2 * self.MARGIN
        needed = 0
        for name, label in self.state.actions:
            button = self.button(name)
            button.setText(label)
            button.setToolTip("")
            width = button.sizeHint().width() + self.BUTTON_ROOM
            needed += width + self._buttons.spacing()
            if width > room:
                words = room - (width - button.fontMetrics().horizontalAdvance(label))
                button.setText(button.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, words))
                button.setToolTip(html.escape(label.replace("&&", "&")))
            button.setMinimumWidth(min(width, room))
        fits = needed - self._buttons.spacing() <= room
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def _button(self, name: str, label: str, first: bool) -> QPushButton:
        button = QPushButton(label, self)
        button.setObjectName(f"state_{name}")
        button.setAccessibleName(label.replace("&&", "&"))
        button.setMinimumHeight(34)
        button.setDefault(first)
        button.setAutoDefault(True)
        button.clicked.connect(self._requester(name))
        self._named[name] = button
        return button

    def _requester(self, name: str) -> Callable[[], None]:
        return lambda: self.action_requested.emit(name)

    def _add_key(self, row: int, key: str, meaning: str) -> None:
        left, right = QLabel(key, self), QLabel(meaning, self)
        for label in (left, right):
            label.setTextFormat(Qt.TextFormat.PlainText)
        right.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._keys.addWidget(left, row, 0, Qt.AlignmentFlag.AlignRight)
        self._keys.addWidget(right, row, 1)


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def _centred(inner: QLayout | QWidget) -> QHBoxLayout:
    outer = QHBoxLayout()
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addStretch(1)
    if isinstance(inner, QWidget):
        outer.addWidget(inner, 1000)
    else:
        outer.addLayout(inner)
    outer.addStretch(1)
    return outer


def _empty(layout: QHBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
