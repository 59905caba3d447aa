"""Dialogs for creating, moving and renaming a document, which show the planned changes first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from qtbrowser.curation.change_set import ChangeSet, NewSubject
from qtbrowser.curation.edits import CreateDocument, Edit, MoveDocument, RenameDocument
from qtbrowser.gui.editor.field_frame import FieldFrame
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.subject_field import SubjectField
from qtbrowser.gui.worker.edit_plan import EditPlan
from qtbrowser.gui.worker.session import Session

TYPING_MS = 150
WIDTH = 520


class PlannedDialog(QDialog):
    """The base class: fields, a description of the planned changes, and two buttons.

    Args:
        session: plans the edit.
        parent: the owner.

    Signals:
        chosen: the Edit to apply; the dialog closes.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._planned: Edit | None = None
        self._plan = EditPlan(session, self)
        self._plan.planned.connect(self._show_plan)
        self._plan.failed.connect(self._show_fault)
        self.finished.connect(self._plan.forget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 14)
        self._column.setSpacing(4)
        self.effect = QLabel(self)
        self.effect.setObjectName("planned_effect")
        self.effect.setTextFormat(Qt.TextFormat.PlainText)
        self.effect.setWordWrap(True)
        self.effect.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.effect.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.effect.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 4)
        self._buttons = QDialogButtonBox(self)
        self.do_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self._buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.do_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        self._do_words = self._near = ""
        self.near_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.near_button.setAutoDefault(False)
        self.near_button.hide()
        self.near_button.clicked.connect(lambda: self.take_near(self._near))
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.do_button.setEnabled(False)

    def sizeHint(self) -> QSize:
        """Wide enough for paths, where the screen is."""
        return super().sizeHint().expandedTo(QSize(WIDTH, 0)).boundedTo(self.screen().availableSize())

    def edit(self) -> Edit | None:
        """The edit of the fields; None if they are incomplete."""
        raise NotImplementedError

    def _show_plan(self, edit: Edit, change_set: ChangeSet) -> None:
        """Show the planned changes of an edit, unless the fields have changed since."""
        if edit != self.edit():
            return
        self._planned = edit if change_set and not change_set.refused else None
        self.effect.setText(self._words(change_set))
        self._ask_about(change_set.new_subjects)
        self.do_button.setEnabled(self._planned is not None)

    def _ask_about(self, new_subjects: Sequence[NewSubject]) -> None:
        """Have the button say that it makes a subject, and offer the one that may have been meant."""
        if not self._do_words:
            self._do_words = self.do_button.text()
        self.do_button.setText(self.tr("Make &New Subject") if new_subjects else self._do_words)
        self._near = next((one.near for one in new_subjects if one.near), "")
        self.near_button.setVisible(bool(self._near))
        self.near_button.setText(self.tr("&Use {0}").format(self._near.replace("&", "&&")))

    def take_near(self, subject: str) -> None:
        """Take a subject that may have been meant instead of the typed one."""

    def _show_fault(self, sentence: str) -> None:
        """Show why the edit can't be done."""
        self._planned = None
        self._ask_about(())
        self.effect.setText(sentence)
        self.do_button.setEnabled(False)

    def offer(self, subject: str, subjects: Sequence[str]) -> None:
        """Set the subject of the shown document, and the subjects for completion."""

    def _add(self, words: str, field: QLineEdit) -> None:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        field.textChanged.connect(self._type)
        self._column.addWidget(label)
        self._column.addWidget(FieldFrame(field, self))
        self._column.addSpacing(8)

    def _finish(self) -> None:
        self._column.addWidget(self.effect)
        self._column.addSpacing(6)
        self._column.addWidget(self._buttons)

    def _words(self, change_set: ChangeSet) -> str:
        if change_set.refused:
            return change_set.refused[0].reason
        came = [head.path for head in change_set.heads if head.comes]
        others = [head for head in change_set.heads if not (head.comes or head.goes)]
        words = [self.tr("No document has the subject {0} yet.").format(one.name) for one in change_set.new_subjects]
        words += [self.tr("It will be {0}").format(came[0])] if came else []
        if others:
            follow = self.tr("{0} other documents link to it; their links are changed.")
            words.append(counted(len(others), self.tr("1 other document links to it; its link is changed."), follow))
        return "\n".join(words) or self.tr("Nothing changes.")

    def _type(self) -> None:
        self.do_button.setEnabled(False)
        self._typing.start()

    def _ask(self) -> None:
        edit = self.edit()
        if edit is None:
            self.effect.clear()
        else:
            self._plan.plan(edit)

    def _choose(self) -> None:
        if self._planned is not None and self._planned == self.edit():
            self.accept()
            self.chosen.emit(self._planned)


class _SubjectDialog(PlannedDialog):
    """A dialog with a field for a subject."""

    subject: SubjectField

    def take_near(self, subject: str) -> None:
        """Take the subject that may have been meant."""
        self.subject.setText(subject)
        self.subject.setFocus()


class NewDialog(_SubjectDialog):
    """The title and the subject of a new document.

    Args:
        noun: what it is called.
        session: as for `PlannedDialog`.
        parent: the owner.
    """

    def __init__(self, noun: Noun, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("new_dialog")
        are_questions = noun is Noun.QUESTION
        self.setWindowTitle(self.tr("New Question") if are_questions else self.tr("New Document"))
        self.do_button.setText(self.tr("&Create"))
        self.title = QLineEdit(self)
        self.subject = SubjectField(self)
        self._add(self.tr("&Question") if are_questions else self.tr("&Title"), self.title)
        self._add(self.tr("&Subject"), self.subject)
        self._finish()
        self.title.setFocus()

    def edit(self) -> Edit | None:
        """A new document."""
        title, subject = self.title.text().strip(), self.subject.text().strip()
        fields = {"title": title, "subject": subject} if subject else {"title": title}
        return CreateDocument(fields) if title else None

    def offer(self, subject: str, subjects: Sequence[str]) -> None:
        """Fill in a subject, unless one is typed already."""
        self.subject.offer(subjects)
        if not self.subject.isModified():
            self.subject.setText(subject)


class MoveDialog(_SubjectDialog):
    """The new subject of a document.

    Args:
        path: the document.
        session: as for `PlannedDialog`.
        parent: the owner.
    """

    def __init__(self, path: str, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("move_dialog")
        self.setWindowTitle(self.tr("Move to Subject"))
        self.do_button.setText(self.tr("&Move"))
        self._path = path
        self._subject = ""
        self.subject = SubjectField(self)
        self._add(self.tr("&Subject"), self.subject)
        self._finish()

    def edit(self) -> Edit | None:
        """The move."""
        subject = self.subject.text().strip()
        return MoveDocument(self._path, subject) if subject and subject != self._subject else None

    def offer(self, subject: str, subjects: Sequence[str]) -> None:
        """Fill in the document's present subject."""
        self._subject = subject
        self.subject.offer(subjects)
        if not self.subject.isModified():
            self.subject.setText(subject)
            self.subject.selectAll()


class RenameDialog(PlannedDialog):
    """The new name of a document's file.

    Args:
        path: the document.
        session: as for `PlannedDialog`.
        parent: the owner.
    """

    def __init__(self, path: str, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("rename_dialog")
        self.setWindowTitle(self.tr("Rename File"))
        self.do_button.setText(self.tr("&Rename"))
        self._path = path
        name = PurePosixPath(path)
        self.name = QLineEdit(name.name, self)
        self._add(self.tr("&File name"), self.name)
        self._finish()
        self.name.setSelection(0, len(name.stem))

    def edit(self) -> Edit | None:
        """The new name."""
        name = self.name.text().strip()
        return RenameDocument(self._path, name) if name and name != PurePosixPath(self._path).name else None
