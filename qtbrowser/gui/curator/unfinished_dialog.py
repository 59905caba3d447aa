"""Asks whether to finish or roll back a change that was interrupted by a kill, a crash, or a full disk."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qtbrowser.gui.curator.desk_jobs import PastChange
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.widgets.labels import counted

WIDTH = 480


class UnfinishedDialog(QDialog):
    """Shows an interrupted change, with buttons to finish it or roll it back.

    Args:
        change: the change.
        parent: the window.

    Signals:
        finish_requested, roll_back_requested: its number.
    """

    finish_requested = Signal(int)
    roll_back_requested = Signal(int)

    def __init__(self, change: PastChange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unfinished_dialog")
        self.setWindowTitle(self.tr("A Change Was Interrupted"))
        self.setMinimumWidth(WIDTH)
        self._number = change.number
        heading = plain_label(change.label, self)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        heading.setWordWrap(True)
        files = counted(change.files, self.tr("1 file"), self.tr("{0} files"))
        began = QDateTime.fromSecsSinceEpoch(int(change.when.timestamp()))
        when = QLocale().toString(began, QLocale.FormatType.ShortFormat)
        text = plain_label(
            self.tr(
                "This change of {0}, begun {1}, was not completed: some of the files may be changed and others "
                "not. It can be finished, or taken back completely. Until then nothing else can be changed."
            ).format(files, when),
            self,
        )
        text.setWordWrap(True)
        self.finish_button = QPushButton(self.tr("&Finish It"), self)
        self.roll_back_button = QPushButton(self.tr("&Take It Back"), self)
        self.later_button = QPushButton(self.tr("&Decide Later"), self)
        self.finish_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.later_button, self.roll_back_button, self.finish_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(text)
        layout.addSpacing(8)
        # Wrapping labels get more height than they need; the extra height must not be between them.
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.finish_button.clicked.connect(self._finish)
        self.roll_back_button.clicked.connect(self._roll_back)
        self.later_button.clicked.connect(self.reject)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.finished.connect(self.deleteLater)

    def _finish(self) -> None:
        self.accept()
        self.finish_requested.emit(self._number)

    def _roll_back(self) -> None:
        self.accept()
        self.roll_back_requested.emit(self._number)
