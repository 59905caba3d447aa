"""The panel of the trail: what was searched and read, by day, with a field that filters it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from qtbrowser.gui.personal.trail_list import TrailList
from qtbrowser.gui.personal.trail_rows import TrailRow
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font
from qtbrowser.gui.widgets.icons import grow_icon, icon


class TrailPanel(QWidget):
    """Shows the trail and reports what the reader wants with it.

    Args:
        private: the action that switches private mode.
        parent: the owner.

    Attributes:
        field: filters the steps.
        list: the rows.

    Signals:
        filter_changed: the words that are wanted.
        forget_all_requested: the whole trail of this library is to be forgotten.
        close_requested: the panel is to be closed.
    """

    filter_changed = Signal(str)
    forget_all_requested = Signal()
    close_requested = Signal()

    def __init__(self, private: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trail_panel")
        self._private = private
        heading = QLabel(self.tr("Trail"), self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        FontRule(heading, heading_font)
        self.private = QToolButton(self)
        self.private.setDefaultAction(private)
        self.private.setAccessibleName(self.tr("Private mode"))
        self._dress(self.private)
        self.forget_all = self._button("trail_forget_all", "circle-x", self.tr("Forget the whole trail"))
        self.forget_all.clicked.connect(self.forget_all_requested)
        self.close_button = self._button("trail_close", "x", self.tr("Close the trail"))
        self.close_button.clicked.connect(self.close_requested)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 8, 2)
        bar.setSpacing(2)
        bar.addWidget(heading, 1)
        for button in (self.private, self.forget_all, self.close_button):
            bar.addWidget(button)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Filter the trail"))
        self.field.setAccessibleName(self.tr("Filter the trail"))
        self.field.setClearButtonEnabled(True)
        self.field.setTextMargins(4, 0, 2, 0)
        self.field.textChanged.connect(self.filter_changed)
        field_row = QHBoxLayout()
        field_row.setContentsMargins(12, 2, 12, 6)
        field_row.addWidget(self.field)
        self.note = QLabel(self)
        self.note.setObjectName("trail_note")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(12, 4, 12, 8)
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.list = TrailList(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(field_row)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[TrailRow], here: str) -> None:
        """Show the rows, or say why there are none.

        Args:
            rows: the rows.
            here: the id of the step that the window shows.
        """
        self.list.show_rows(rows, here)
        words = ""
        if self._private.isChecked():
            words = self.tr("Private mode: what you search and read now is not kept.")
        elif not rows and self.field.text().strip():
            words = self.tr("No step has these words.")
        elif not rows:
            words = self.tr("What you search and read will be listed here.")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.forget_all.setEnabled(bool(rows))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To the list, or to the field where the list is empty; a focus proxy would take the buttons out of Tab."""
        super().focusInEvent(event)
        (self.list if self.list.rows.rowCount() else self.field).setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the field first."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, icon_name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setToolTip(words)
        button.setAccessibleName(words)
        self._dress(button)
        return button

    @staticmethod
    def _dress(button: QToolButton) -> None:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        grow_icon(button, 16)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
