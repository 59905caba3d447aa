"""The window in which a curator composes a course: its steps in their order, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.course import Course, CourseStep
from qtbrowser.gui.study.course_rows import DETAIL_ROLE, CourseDelegate, goal_words
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.cell_delegate import leave_ground_to_delegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.gui.study.course_jobs import CourseDraft

WIDTH, HEIGHT = 640, 600
_STEP = Qt.ItemDataRole.UserRole
_ABOUT_LINES, _DAY_LETTERS = 2, 14


class _Steps(QListWidget):
    """The steps. Alt with Up and Down moves one, Return edits it, Delete removes it.

    Signals:
        move_requested: by how many rows.
        edit_requested, removal_requested: of the current row.
    """

    move_requested = Signal(int)
    edit_requested = Signal()
    removal_requested = Signal()

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Leave the ground of the selected row to its delegate."""
        super().initViewItemOption(option)
        leave_ground_to_delegate(option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of the list."""
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in ways:
            self.move_requested.emit(ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class CourseEditor(QDialog):
    """Composes one course. What is not published when it is closed is kept as a draft.

    Args:
        draft: the course as it is.
        parent: the owner.

    Signals:
        published: the Course to write into the library; the window stays until `end` is called.
        kept: the Course, changed and not published; the window has closed.
        more_requested: the steps of what the list shows are to be added.
    """

    published = Signal(object)
    kept = Signal(object)
    more_requested = Signal()

    def __init__(self, draft: CourseDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New Course") if draft.is_new else self.tr("Edit Course"))
        open_at(self, WIDTH, HEIGHT)
        self._draft = draft
        self._titles = dict(draft.titles)
        self._is_over = False
        course = draft.course
        self.title = QLineEdit(course.title, self)
        self.title.setAccessibleName(self.tr("Title"))
        if draft.is_new:
            # The proposed title gives way to the first letter that is typed.
            self.title.selectAll()
        self.about = QPlainTextEdit(course.about, self)
        self.about.setAccessibleName(self.tr("About"))
        self.about.setTabChangesFocus(True)
        self.about.setFixedHeight(_ABOUT_LINES * self.fontMetrics().lineSpacing() + 14)
        self.due = QLineEdit("" if course.due is None else course.due.isoformat(), self)
        self.due.setAccessibleName(self.tr("Due by"))
        self.due.setPlaceholderText(self.tr("2027-01-31"))
        self.due.setMaximumWidth(_DAY_LETTERS * self.fontMetrics().averageCharWidth() + 16)
        self.required = QCheckBox(self.tr("Re&quired"), self)
        self.required.setChecked(course.required)
        self.steps = _Steps(self)
        self.steps.setAccessibleName(self.tr("Steps"))
        self.steps.setAccessibleDescription(self.tr("Alt with Up and Down moves a step, Return edits it."))
        self.steps.setItemDelegate(CourseDelegate(self.steps))
        self.steps.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for step in course.steps:
            self.steps.addItem(self._item(step))
        self.steps.setCurrentRow(0)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._lay_out()
        self.steps.move_requested.connect(self._move)
        self.steps.edit_requested.connect(self._edit)
        self.steps.itemDoubleClicked.connect(self._edit)
        self.steps.removal_requested.connect(self._remove)
        self.steps.currentRowChanged.connect(self._allow)
        self.title.textChanged.connect(self._allow)
        self.due.textChanged.connect(self._allow)
        self.finished.connect(self._on_finished)
        self._allow()
        apply_style_sheets(self)

    def _lay_out(self) -> None:
        self.edit_button = row_button(self, self.tr("&Edit…"), self._edit)
        self.up_button = row_button(self, self.tr("&Up"), partial(self._move, -1))
        self.down_button = row_button(self, self.tr("&Down"), partial(self._move, 1))
        self.remove_button = row_button(self, self.tr("Re&move"), self._remove)
        self.heading_button = row_button(self, self.tr("Add &Heading"), self._add_heading)
        self.more_button = row_button(self, self.tr("Add from &List"), self.more_requested.emit)
        self.publish_button = row_button(self, self.tr("&Publish"), self._publish)
        close = row_button(self, self.tr("&Close"), self.reject)
        day = QHBoxLayout()
        day.addWidget(self.due)
        day.addWidget(self.required)
        day.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("&Title:"), self.title)
        form.addRow(self.tr("&About:"), self.about)
        label = QLabel(self.tr("Due &by:"), self)
        label.setBuddy(self.due)
        form.addRow(label, day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.said)
        moving = (self.edit_button, self.up_button, self.down_button)
        layout.addLayout(button_row(moving, self.remove_button))
        layout.addLayout(button_row((self.heading_button, self.more_button, self.publish_button), close))

    # What is composed

    def course(self) -> Course:
        """The course as it is in the fields; a day that can't be read is left out."""
        steps = tuple(self.steps.item(row).data(_STEP) for row in range(self.steps.count()))
        return replace(
            self._draft.course,
            title=self.title.text().strip() or self._draft.course.name,
            about=self.about.toPlainText().strip(),
            due=self._day(),
            required=self.required.isChecked(),
            steps=steps,
        )

    def add_steps(self, draft: CourseDraft) -> int:
        """Add the steps of another draft that are not there yet; returns their number."""
        self._titles |= draft.titles
        present = {(step.document, step.subject) for step in self.course().steps}
        new = [step for step in draft.course.steps if (step.document, step.subject) not in present]
        for step in new:
            self.steps.addItem(self._item(step))
        self._allow()
        return len(new)

    def say(self, sentence: str) -> None:
        """Show a sentence below the steps."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def end(self) -> None:
        """Close: the course is published."""
        self._is_over = True
        self.accept()

    def _day(self) -> Date | None:
        try:
            return Date.fromisoformat(self.due.text().strip())
        except ValueError:
            return None

    def _allow(self) -> None:
        row, count = self.steps.currentRow(), self.steps.count()
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(row >= 0)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        is_day_wrong = bool(self.due.text().strip()) and self._day() is None
        self.publish_button.setEnabled(bool(self.title.text().strip()) and not is_day_wrong)
        self.say(self.tr("A day is written as 2027-01-31.") if is_day_wrong else "")

    # Rows

    def _title(self, step: CourseStep) -> str:
        return step.subject or self._titles.get(step.document, step.document) or str(step.id or "")

    def _item(self, step: CourseStep) -> QListWidgetItem:
        item = QListWidgetItem()
        self._fill(item, step)
        return item

    def _fill(self, item: QListWidgetItem, step: CourseStep) -> None:
        title = "" if step.is_heading else self._title(step)
        words = " · ".join(part for part in (step.heading, title) if part)
        font = item.font()
        font.setBold(step.is_heading)
        item.setFont(font)
        item.setText(words)
        item.setData(_STEP, step)
        detail = step.remark if step.is_heading else goal_words(step)
        item.setData(DETAIL_ROLE, detail)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {detail}" if detail else words)

    def _move(self, by: int) -> None:
        row = self.steps.currentRow()
        if row >= 0 and 0 <= row + by < self.steps.count():
            item = self.steps.takeItem(row)
            self.steps.insertItem(row + by, item)
            self.steps.setCurrentRow(row + by)

    def _remove(self) -> None:
        if self.steps.currentRow() >= 0:
            self.steps.takeItem(self.steps.currentRow())
            self._allow()

    def _add_heading(self) -> None:
        row = max(0, self.steps.currentRow())
        self.steps.insertItem(row, self._item(CourseStep(heading=self.tr("New part"))))
        self.steps.setCurrentRow(row)
        self._edit()

    def _edit(self) -> None:
        from qtbrowser.gui.study.step_dialog import StepDialog

        if self.steps.currentRow() < 0:
            return
        item = self.steps.currentItem()
        step = item.data(_STEP)
        dialog = StepDialog(step, "" if step.is_heading else self._title(step), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._fill, item))
        dialog.open()

    def _publish(self) -> None:
        self.say("")
        self.published.emit(self.course())

    def _on_finished(self) -> None:
        if not self._is_over and (self._draft.is_new or self.course() != self._draft.course):
            self.kept.emit(self.course())
