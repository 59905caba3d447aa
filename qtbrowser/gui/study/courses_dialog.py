"""The dialog with the courses of a library: how far the reader is in each, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.study.course_rows import (
    DETAIL_ROLE,
    SHARE_ROLE,
    SIGN_ROLE,
    CourseDelegate,
    course_detail,
    step_detail,
)
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.cell_delegate import leave_ground_to_delegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.gui.study.course_jobs import LoadedCourses, ShownCourse
    from qtbrowser.library.course_api import StepProgress

WIDTH, HEIGHT = 620, 520
_COURSE, _STEP, _DRAFT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 4, Qt.ItemDataRole.UserRole + 5
_ABOUT_LINES = 3


class _Tree(QTreeWidget):
    """Courses with their steps. Return unfolds a course or opens a step."""

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Leave the ground of the selected row to its delegate."""
        super().initViewItemOption(option)
        leave_ground_to_delegate(option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemActivated.emit(item, 0)
        else:
            super().keyPressEvent(event)


class CoursesDialog(QDialog):
    """Lists the courses; a course unfolds into its steps.

    Args:
        may_change: whether courses can be made, edited and removed.
        parent: the owner.

    Signals:
        document_opened: the path of a step's document; the dialog closes.
        subject_opened: the name of a step's subject; the dialog closes.
        asked_back: the paths of a course's documents, for the self-check; the dialog closes.
        record_requested: the reader wants to export his record.
        new_requested: a course of what the list shows is to be composed.
        edit_requested: the name of a course, published or a draft.
        removal_requested: the name of a published course.
        drop_requested: the name of a draft that is not wanted any more.
    """

    document_opened = Signal(str)
    subject_opened = Signal(str)
    asked_back = Signal(object)
    record_requested = Signal()
    new_requested = Signal()
    edit_requested = Signal(str)
    removal_requested = Signal(str)
    drop_requested = Signal(str)

    def __init__(self, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Courses"))
        open_at(self, WIDTH, HEIGHT)
        self._may_change = may_change
        self._has_shown = False
        self.tree = _Tree(self)
        self.tree.setAccessibleName(self.tr("Courses"))
        self.tree.setHeaderHidden(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setItemDelegate(CourseDelegate(self.tree))
        self.about = self._label()
        self.about.setMaximumHeight(_ABOUT_LINES * self.fontMetrics().lineSpacing() + 4)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty = self._label()
        self.empty.setText(self.tr("Loading…"))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problems = self._label()
        self.open_button = row_button(self, self.tr("&Open"), self._open)
        self.ask_button = row_button(self, self.tr("Ask &Back"), self._ask)
        self.record_button = row_button(self, self.tr("Export &Record…"), self.record_requested.emit)
        self.new_button = row_button(self, self.tr("&New from List…"), self.new_requested.emit)
        self.edit_button = row_button(self, self.tr("&Edit…"), self._edit)
        self.remove_button = row_button(self, self.tr("Re&move"), self._remove)
        close = row_button(self, self.tr("&Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (self.empty, self.tree):
            layout.addWidget(widget, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.problems)
        changing = (self.new_button, self.edit_button, self.remove_button)
        if may_change:
            layout.addLayout(button_row(changing[:-1], self.remove_button))
        for button in changing:
            button.setVisible(may_change)
        layout.addLayout(button_row((self.open_button, self.ask_button, self.record_button), close))
        self.tree.itemActivated.connect(self._activate)
        self.tree.currentItemChanged.connect(self._allow)
        self.tree.hide()
        self._allow()
        apply_style_sheets(self)

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def show_courses(self, loaded: LoadedCourses) -> None:
        """Show the courses; the current row and what is unfolded stay where they were."""
        before, unfolded = self._name(), self._unfolded()
        self.tree.clear()
        for shown in loaded.courses:
            item = self._course_item(shown)
            name = shown.progress.course.name
            self.tree.addTopLevelItem(item)
            self.tree.expandRecursively(self.tree.indexFromItem(item))
            item.setExpanded(name in unfolded if self._has_shown else self._is_to_unfold(shown, loaded))
            if name == before or self.tree.currentItem() is None:
                self.tree.setCurrentItem(item)
        for draft in loaded.drafts if self._may_change else ():
            item = QTreeWidgetItem(self.tree, [draft.title])
            item.setData(0, _DRAFT, draft.name)
            self._describe(item, self.tr("draft, not published"))
            if self.tree.currentItem() is None:
                self.tree.setCurrentItem(item)
        is_empty = self.tree.topLevelItemCount() == 0
        is_first, self._has_shown = not self._has_shown, True
        self.empty.setText(
            self.tr("No courses yet. Curating can be switched on in the menu Curate; there, New Course makes one.")
            if not self._may_change
            else self.tr("No courses yet. New from List makes one of what the list shows.")
        )
        self.empty.setVisible(is_empty)
        self.tree.setVisible(not is_empty)
        if is_first and not is_empty:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.problems.setText("\n".join(f"{one.path}: {one.message}" for one in loaded.problems[:3]))
        self.problems.setVisible(bool(loaded.problems))
        self._allow()

    @staticmethod
    def _is_to_unfold(shown: ShownCourse, loaded: LoadedCourses) -> bool:
        """The first course that is begun, or the only one, is unfolded at once."""
        begun = next((one for one in loaded.courses if one.progress.done and not one.progress.is_done), None)
        return shown is begun or len(loaded.courses) == 1

    def _course_item(self, shown: ShownCourse) -> QTreeWidgetItem:
        progress = shown.progress
        item = QTreeWidgetItem([progress.course.title])
        item.setData(0, _COURSE, shown)
        self._describe(item, course_detail(shown))
        item.setData(0, SHARE_ROLE, progress.done / progress.total if progress.total else 0.0)
        if progress.is_done:
            item.setData(0, SIGN_ROLE, "check")
        part = item
        for one, title in zip(progress.steps, shown.titles, strict=True):
            if one.step.heading:
                part = QTreeWidgetItem(item, [one.step.heading])
                part.setData(0, _COURSE, shown)
                self._describe(part, "")
                if one.step.is_heading:
                    part.setData(0, _STEP, one)
                font = part.font(0)
                font.setBold(True)
                part.setFont(0, font)
            if not one.step.is_heading:
                self._add_step(part, shown, one, title)
        return item

    def _add_step(self, part: QTreeWidgetItem, shown: ShownCourse, one: StepProgress, title: str) -> None:
        row = QTreeWidgetItem(part, [title])
        row.setData(0, _COURSE, shown)
        row.setData(0, _STEP, one)
        row.setData(0, SIGN_ROLE, "check" if one.is_done else "file-x" if one.is_missing else "")
        self._describe(row, step_detail(one))

    def _describe(self, item: QTreeWidgetItem, detail: str) -> None:
        item.setData(0, DETAIL_ROLE, detail)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}, {detail}" if detail else item.text(0))

    def _unfolded(self) -> set[str]:
        items = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        courses = [item.data(0, _COURSE) for item in items if item is not None and item.isExpanded()]
        return {shown.progress.course.name for shown in courses if shown is not None}

    def chosen(self) -> ShownCourse | None:
        """The course of the current row."""
        item = self.tree.currentItem()
        return None if item is None else item.data(0, _COURSE)

    def _name(self) -> str:
        shown, draft = self.chosen(), self._draft()
        return draft if shown is None else shown.progress.course.name

    def _draft(self) -> str:
        """The name of the draft of the current row; empty where it is none."""
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, _DRAFT) or "")

    def _step(self) -> StepProgress | None:
        """The step to open: that of the current row; of a course the first that is not done."""
        item = self.tree.currentItem()
        if item is None:
            return None
        if item.parent() is not None or item.data(0, _COURSE) is None:
            step: StepProgress | None = item.data(0, _STEP)
            return step
        steps = item.data(0, _COURSE).progress.steps
        return next((one for one in steps if one.paths and not one.is_done), None)

    def _activate(self, item: QTreeWidgetItem) -> None:
        if self._draft():
            self._edit()
        elif item.childCount():
            item.setExpanded(not item.isExpanded())
        else:
            self._open()

    def _allow(self) -> None:
        shown, step = self.chosen(), self._step()
        self.open_button.setEnabled(step is not None and bool(step.paths))
        self.ask_button.setEnabled(shown is not None and bool(shown.progress.deck))
        self.edit_button.setEnabled(bool(self._name()))
        self.remove_button.setEnabled(bool(self._name()))
        item = self.tree.currentItem()
        own = item.data(0, _STEP) if item is not None else None
        words = own.step.remark if own is not None else ""
        if shown is not None and item is not None and item.parent() is None:
            words = shown.progress.course.about
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def _open(self) -> None:
        step = self._step()
        if step is None or not step.paths:
            return
        self.accept()
        if step.step.subject:
            self.subject_opened.emit(step.step.subject)
        else:
            self.document_opened.emit(step.paths[0])

    def _ask(self) -> None:
        shown = self.chosen()
        if shown is not None and shown.progress.deck:
            self.accept()
            self.asked_back.emit(shown.progress.deck)

    def _edit(self) -> None:
        if name := self._name():
            self.edit_requested.emit(name)

    def _remove(self) -> None:
        if draft := self._draft():
            self.drop_requested.emit(draft)
        elif name := self._name():
            self.removal_requested.emit(name)
