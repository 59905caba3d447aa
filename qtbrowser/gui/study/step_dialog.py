"""The form of one step of a course: heading, goal and remark."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.course import CourseStep, Goal, GoalKind
from qtbrowser.gui.widgets.button_row import button_row, row_button

WIDTH = 440
_MOST_ASKED = 1_000
_ASKED, _WANTED = 10, 8


class StepDialog(QDialog):
    """Asks for what a step has besides its document.

    Args:
        step: the step as it is.
        title: what it is about; empty for a heading alone.
        parent: the owner.

    Signals:
        chosen: the changed step; the dialog closes.
    """

    chosen = Signal(object)

    def __init__(self, step: CourseStep, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Heading") if step.is_heading else self.tr("Step"))
        self.setMinimumWidth(min(WIDTH, self.screen().availableSize().width() - 40))
        self._step = step
        about = QLabel(title, self)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setVisible(bool(title))
        self.heading = QLineEdit(step.heading, self)
        self.heading.setAccessibleName(self.tr("Heading"))
        self.heading.setPlaceholderText(self.tr("Begins a part of the course"))
        self.remark = QLineEdit(step.remark, self)
        self.remark.setAccessibleName(self.tr("Remark"))
        self.remark.setPlaceholderText(self.tr("A sentence for the learner"))
        self.goal = QComboBox(self)
        self.goal.setAccessibleName(self.tr("Goal"))
        for words, kind in (
            (self.tr("Read"), GoalKind.READ),
            (self.tr("Know"), GoalKind.KNOW),
            (self.tr("Answer"), GoalKind.ANSWER),
        ):
            self.goal.addItem(words, kind)
        self.wanted = self._number(step.goal.wanted or _WANTED, self.tr("Questions to be answered"))
        self.asked = self._number(step.goal.asked or _ASKED, self.tr("Questions asked"))
        self.goal.setCurrentIndex(self.goal.findData(step.goal.kind))
        self.goal.currentIndexChanged.connect(self._show_numbers)
        self.asked.valueChanged.connect(self.wanted.setMaximum)
        self.wanted.setMaximum(self.asked.value())
        self.of = QLabel(self.tr("of"), self)
        goal = QHBoxLayout()
        for widget in (self.goal, self.wanted, self.of, self.asked):
            goal.addWidget(widget)
        goal.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("&Heading:"), self.heading)
        if not step.is_heading:
            label = QLabel(self.tr("&Goal:"), self)
            label.setBuddy(self.goal)
            form.addRow(label, goal)
        else:
            for widget in (self.goal, self.wanted, self.of, self.asked):
                widget.hide()
        form.addRow(self.tr("&Remark:"), self.remark)
        self.save_button = row_button(self, self.tr("&OK"), self._choose)
        self.save_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addLayout(button_row((self.save_button,), row_button(self, self.tr("&Cancel"), self.reject)))
        self._show_numbers()
        (self.heading if step.is_heading else self.goal).setFocus()

    def _number(self, value: int, name: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(1, _MOST_ASKED)
        box.setValue(value)
        box.setAccessibleName(name)
        return box

    def _show_numbers(self) -> None:
        shown = self.goal.currentData() == GoalKind.ANSWER and not self._step.is_heading
        for widget in (self.wanted, self.of, self.asked):
            widget.setVisible(shown)

    def _choose(self) -> None:
        kind = GoalKind(self.goal.currentData())
        is_answer = kind is GoalKind.ANSWER
        goal = Goal(kind, self.wanted.value(), self.asked.value()) if is_answer else Goal(kind)
        heading, remark = self.heading.text().strip(), self.remark.text().strip()
        self.accept()
        self.chosen.emit(replace(self._step, heading=heading, remark=remark, goal=goal))
