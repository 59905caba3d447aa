"""Asks documents back: the question alone, then its answer, then a grade."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.passages import Passage
from qtbrowser.gui.study.study_jobs import StudyPage
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.library.quote_finding import find_words

if TYPE_CHECKING:
    from qtbrowser.library.asked_parts import Blank
    from qtbrowser.personal.study import Grade

WIDTH, HEIGHT = 820, 640
_SIDE = 16
_QUESTION_SCALE = 1.5
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


class StudyDialog(QDialog):
    """Shows one question after another. Space unfolds the answer part by part, and uncovers what is blanked in it;
    Shift+Space shows all. 1 to 4 grade it, R takes any other question, B and S put it off, Ctrl+Z takes the last grade
    back.

    Args:
        theme: the window's theme.
        grades: the grades from the worst to the best.

    Signals:
        graded: the Grade that was given to the shown document.
        undo_requested: the last grade is to be taken back.
        random_requested: any other question is to be asked.
        buried, suspended: the shown document is not to be asked before tomorrow, or never.
        opened: the shown document is to be opened in the window; the dialog closes.
    """

    graded = Signal(object)
    undo_requested = Signal()
    random_requested = Signal()
    buried = Signal()
    suspended = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, grades: tuple[Grade, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Asked Back"))
        open_at(self, WIDTH, HEIGHT)
        self._grades = grades
        self._study: StudyPage | None = None
        self._shown = 0
        self._covered: list[Blank] = []
        self._names = (self.tr("Again"), self.tr("Hard"), self.tr("Good"), self.tr("Easy"))
        self.count = QLabel(self)
        self.question = QLabel(self)
        FontRule(self.question, _question_font)
        for label in (self.count, self.question):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.question.setAccessibleName(self.tr("Question"))
        self.question.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.question.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pane = AnswerPane(self)
        self.pane.want_outline(False)
        self.unfold_button = QPushButton(self)
        self.unfold_button.clicked.connect(self.unfold)
        self.menu = QMenu(self)
        self.more_button = QPushButton(self.tr("&More"), self)
        self.more_button.setAutoDefault(False)
        self.more_button.setMenu(self.menu)
        self.grade_buttons = [QPushButton(self) for _ in grades]
        for button, grade in zip(self.grade_buttons, grades, strict=True):
            button.setAutoDefault(False)
            # Before the first question is there they would be empty.
            button.hide()
            button.clicked.connect(partial(self._give, grade))
        self._lay_out()
        self._make_keys()
        theme.changed.connect(self._on_theme)
        self._on_theme(theme.name)
        apply_style_sheets(self)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        grades = QHBoxLayout()
        grades.addLayout(self._grid)
        grades.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.unfold_button)
        buttons.addStretch(1)
        buttons.addWidget(self.more_button)
        close = QPushButton(self.tr("&Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 14, _SIDE, 12)
        layout.setSpacing(10)
        layout.addWidget(self.count)
        # Alone it is in the middle, like the words of a card.
        layout.addWidget(self.question, 1)
        layout.addWidget(self.pane, 1)
        layout.addLayout(grades)
        layout.addLayout(buttons)

    def _make_keys(self) -> None:
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        self._space.activated.connect(self.unfold)
        for number, button in enumerate(self.grade_buttons, 1):
            QShortcut(QKeySequence(str(number)), self).activated.connect(button.click)
        self._all_at_once = QShortcut(QKeySequence("Shift+Space"), self)
        self._all_at_once.activated.connect(self.unfold_all)
        undo = QKeySequence(QKeySequence.StandardKey.Undo)
        for words, key, act in (
            (self.tr("Another at &Random"), QKeySequence("R"), self.random_requested),
            (self.tr("&Bury Until Tomorrow"), QKeySequence("B"), self.buried),
            (self.tr("&Suspend"), QKeySequence("S"), self.suspended),
            (self.tr("&Open Document"), QKeySequence("O"), self.opened),
            (self.tr("Take Last Grade Bac&k"), undo, self.undo_requested),
        ):
            action = self.menu.addAction(words)
            action.setShortcut(key)
            action.triggered.connect(act)
            self.addAction(action)

    def ask(self, page: StudyPage, left: int) -> None:
        """Ask a document.

        Args:
            page: the document.
            left: how many are to be asked, this one included.
        """
        self._study, self._shown, self._covered = page, 0, []
        words = counted(left, self.tr("1 question left"), self.tr("{0} questions left"))
        if page.is_leech:
            often = counted(page.lapses, self.tr("forgotten once"), self.tr("forgotten {0} times: read it anew"))
            words = f"{words}  ·  {often}"
        self.count.setText(words)
        self.question.setText(page.shown.page.title)
        self.pane.set_image_loader(page.shown.images.get)
        self._fold(folded=True)
        for number, (button, grade, name) in enumerate(zip(self.grade_buttons, self._grades, self._names, strict=True)):
            button.setText(f"{number + 1}  {name} · {self._time(page.promises[grade])}")
        self._arrange_grades()
        self.question.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many grades beside each other as there is room for."""
        super().resizeEvent(event)
        self._arrange_grades()

    def _arrange_grades(self) -> None:
        """Put the grades into one line if they fit, otherwise into two or four."""
        room = self.width() - 2 * _SIDE
        widest = max(button.sizeHint().width() for button in self.grade_buttons) + self._grid.horizontalSpacing()
        columns = next((count for count in (4, 2) if count * widest <= room), 1)
        for number, button in enumerate(self.grade_buttons):
            self._grid.addWidget(button, number // columns, number % columns)

    def end(self) -> None:
        """Say that nothing more is due."""
        self._fold(folded=True)
        self._study = None
        self.unfold_button.hide()
        self.more_button.setEnabled(False)
        self._space.setEnabled(False)
        self._all_at_once.setEnabled(False)
        self.count.clear()
        self.question.setText(self.tr("Nothing more is due here."))

    def unfold(self) -> None:
        """Show the answer's beginning, what is covered first in it, or its next part."""
        if self._study is None:
            return
        if self._covered:
            self._covered.pop(0)
            self._cover()
        else:
            self._show_parts(self._shown + 1)
        self._fold(folded=False)

    def unfold_all(self) -> None:
        """Show the whole answer with all that is covered in it."""
        if self._study is not None:
            self._show_parts(len(self._study.parts))
            self._covered.clear()
            self._cover()
            self._fold(folded=False)

    def _show_parts(self, count: int) -> None:
        """Show the first parts of the answer."""
        if self._study is None or count == self._shown:
            return
        parts = self._study.parts[:count]
        new = [blank for part in parts[self._shown :] for blank in part.blanks]
        page = self._study.shown.page
        if count < len(self._study.parts):
            page = replace(page, html="\n".join(part.html for part in parts), headings=())
        is_first, self._shown = not self._shown, count
        if is_first:
            self.pane.show_page(page)
            self.pane.setFocus()
        else:
            self.pane.show_more(page)
        self._covered += new
        self._cover()

    def _cover(self) -> None:
        """Paint over what is covered still."""
        text = self.pane.passages.text if self._covered else ""
        places = [find_words(text, one.quote, one.prefix, one.suffix, one.place) for one in self._covered]
        self.pane.passages.show([Passage(*place, "", is_covered=True) for place in places if place is not None])

    @property
    def _is_whole(self) -> bool:
        return self._study is not None and self._shown == len(self._study.parts) and not self._covered

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
        goes_on = folded or not self._is_whole
        words = self.tr("Show Answer (Space)") if folded else self.tr("Show More (Space)")
        self.unfold_button.setText(words)
        self.unfold_button.setVisible(goes_on)
        for key in (self._space, self._all_at_once):
            key.setEnabled(goes_on)
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
