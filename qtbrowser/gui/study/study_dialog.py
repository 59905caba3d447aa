"""Asks documents back: the question alone, then its answer, then a grade."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.study.study_jobs import StudyPage
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName

if TYPE_CHECKING:
    from qtbrowser.personal.study import Grade

WIDTH, HEIGHT = 820, 640
_QUESTION_SCALE = 1.5
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


class StudyDialog(QDialog):
    """Shows one question after another. Space unfolds the answer, 1 to 4 grade it, Ctrl+Z takes the last grade back.

    Args:
        theme: the window's theme.
        grades: the grades from the worst to the best.

    Signals:
        graded: the Grade that was given to the shown document.
        undo_requested: the last grade is to be taken back.
    """

    graded = Signal(object)
    undo_requested = Signal()

    def __init__(self, theme: Theme, grades: tuple[Grade, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Asked Back"))
        open_at(self, WIDTH, HEIGHT)
        self._grades = grades
        self._names = (self.tr("Again"), self.tr("Hard"), self.tr("Good"), self.tr("Easy"))
        self.count = QLabel(self)
        self.question = QLabel(self)
        FontRule(self.question, _question_font)
        for label in (self.count, self.question):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.question.setAccessibleName(self.tr("Question"))
        self.question.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pane = AnswerPane(self)
        self.pane.want_outline(False)
        self.unfold_button = QPushButton(self.tr("Show Answer (Space)"), self)
        self.unfold_button.clicked.connect(self.unfold)
        self.grade_buttons = [QPushButton(self) for _ in grades]
        for button, grade in zip(self.grade_buttons, grades, strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._give, grade))
        self._lay_out()
        self._make_keys()
        theme.changed.connect(self._on_theme)
        self._on_theme(theme.name)
        apply_style_sheets(self)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        buttons = QHBoxLayout()
        buttons.addWidget(self.unfold_button)
        buttons.addLayout(self._grid)
        buttons.addStretch(1)
        close = QPushButton(self.tr("&Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.count)
        layout.addWidget(self.question)
        layout.addWidget(self.pane, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)

    def _make_keys(self) -> None:
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        self._space.activated.connect(self.unfold)
        for number, button in enumerate(self.grade_buttons, 1):
            QShortcut(QKeySequence(str(number)), self).activated.connect(button.click)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo_requested)

    def ask(self, page: StudyPage, left: int) -> None:
        """Ask a document.

        Args:
            page: the document.
            left: how many are to be asked, this one included.
        """
        shown = page.shown
        self.count.setText(counted(left, self.tr("1 question left"), self.tr("{0} questions left")))
        self.question.setText(shown.page.title)
        self.pane.set_image_loader(shown.images.get)
        self.pane.show_page(shown.page)
        for number, (button, grade, name) in enumerate(zip(self.grade_buttons, self._grades, self._names, strict=True)):
            button.setText(f"{number + 1}  {name} · {self._time(page.promises[grade])}")
        self._arrange_grades()
        self._fold(folded=True)
        self.question.setFocus()

    def _arrange_grades(self) -> None:
        """Put the grades into one line, or into two where large text makes them wider than the dialog is at first."""
        needed = sum(button.sizeHint().width() for button in self.grade_buttons)
        columns = len(self.grade_buttons) if needed < WIDTH else 2
        for number, button in enumerate(self.grade_buttons):
            self._grid.addWidget(button, number // columns, number % columns)

    def end(self) -> None:
        """Say that nothing more is due."""
        self._fold(folded=True)
        self.unfold_button.hide()
        self._space.setEnabled(False)
        self.count.clear()
        self.question.setText(self.tr("Nothing more is due here."))

    def unfold(self) -> None:
        """Show the answer."""
        self._fold(folded=False)
        self.pane.setFocus()

    def _give(self, grade: Grade) -> None:
        # Until the next question is there, a second key must not grade it unseen.
        for button in self.grade_buttons:
            button.setEnabled(False)
        self.graded.emit(grade)

    @property
    def is_folded(self) -> bool:
        """Whether the answer is hidden."""
        return self.pane.isHidden()

    def _fold(self, *, folded: bool) -> None:
        # The page begins with the question.
        self.question.setVisible(folded)
        self.pane.setVisible(not folded)
        self.unfold_button.setVisible(folded)
        self._space.setEnabled(folded)
        for button in self.grade_buttons:
            button.setVisible(not folded)
            button.setEnabled(not folded)

    def _time(self, time: timedelta) -> str:
        seconds = int(time.total_seconds())
        if seconds >= _DAY:
            return counted(round(seconds / _DAY), self.tr("1 day"), self.tr("{0} days"))
        if seconds >= _HOUR:
            return counted(round(seconds / _HOUR), self.tr("1 hour"), self.tr("{0} hours"))
        return counted(max(1, round(seconds / _MINUTE)), self.tr("1 minute"), self.tr("{0} minutes"))

    def _on_theme(self, name: ThemeName) -> None:
        self.pane.set_theme(name)


def _question_font(font: QFont) -> QFont:
    font.setPointSizeF(font.pointSizeF() * _QUESTION_SCALE)
    font.setBold(True)
    return font
