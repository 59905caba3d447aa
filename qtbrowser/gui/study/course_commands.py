"""Connects the actions about courses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.study import course_jobs
from qtbrowser.gui.study.study_commands import StudyCommands
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet
    from qtbrowser.documents.course import Course
    from qtbrowser.gui.study.course_editor import CourseEditor
    from qtbrowser.gui.study.course_jobs import CourseDraft, LoadedCourses
    from qtbrowser.gui.study.courses_dialog import CoursesDialog
    from qtbrowser.library.progress_records import Shared

LISTED, DRAFTED = "study.courses", "study.course"


class CourseCommands(QObject):
    """The courses of one window: followed by a reader, composed and published by a curator.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        changing: applies changes.
        actions: the window's actions.
        reading: shows a step's document.
        messages: the message bar.
        list_state: what the list shows.
        search: the search field.
        subjects: the tree.
        study: asks back what a course is about.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        changing: Changing,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        list_state: ListState,
        search: SearchBar,
        subjects: SubjectPanel,
        study: StudyCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._changing = changing
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._list_state = list_state
        self._search = search
        self._subjects = subjects
        self._study = study
        self._list: CoursesDialog | None = None
        self._editor: CourseEditor | None = None
        actions.courses.triggered.connect(self._show_all)
        actions.new_course.triggered.connect(self._compose)
        actions.propose_course.triggered.connect(self._propose)
        changing.changed.connect(self._load)

    # The list

    def _show_all(self) -> None:
        from qtbrowser.gui.study.courses_dialog import CoursesDialog

        dialog = CoursesDialog(self._actions.curating.isChecked(), self._window)
        dialog.document_opened.connect(self._open_document)
        dialog.subject_opened.connect(self._open_subject)
        dialog.asked_back.connect(self._study.ask_back)
        dialog.record_requested.connect(self._ask_record)
        dialog.new_requested.connect(self._compose)
        dialog.edit_requested.connect(self._edit)
        dialog.removal_requested.connect(self._remove)
        dialog.drop_requested.connect(self._drop)
        dialog.finished.connect(self._forget_list)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list = dialog
        self._load()
        dialog.open()

    def _load(self) -> None:
        if self._list is not None:
            self._session.ask(course_jobs.load_courses, self._on_loaded, replaces=LISTED)

    def _on_loaded(self, loaded: LoadedCourses) -> None:
        if self._list is not None:
            self._list.show_courses(loaded)

    def _forget_list(self) -> None:
        self._list = None

    def _open_document(self, path: str) -> None:
        self._reading.show(path)

    def _open_subject(self, subject: str) -> None:
        self._search.set_text("")
        self._subjects.select_subject(subject)

    # The reader's record

    def _ask_record(self) -> None:
        from qtbrowser.gui.study.record_dialog import RecordDialog

        dialog = RecordDialog(self._list or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._ask_file)
        dialog.open()

    def _ask_file(self, learner: str, shared: tuple[Shared, ...]) -> None:
        from qtbrowser.gui.widgets.save_dialog import ask_file

        forms = [self.tr("Records (*.json)"), self.tr("Tables (*.csv)"), self.tr("xAPI statements (*.jsonl)")]
        write = partial(self.write_record, learner=learner, shared=shared)
        ask_file(self._list or self._window, self.tr("Export Record"), forms, write)

    def write_record(self, file: Path, learner: str, shared: tuple[Shared, ...]) -> None:
        """Write the reader's own record; the suffix of the file decides its form."""
        job = partial(course_jobs.write_record, file=file, learner=learner, shared=shared)
        self._session.ask(job, self._on_record_written)

    def _on_record_written(self, file: Path) -> None:
        self._messages.show_message(self.tr("Written: {0}. Nothing was sent.").format(file), Weight.NOTICE)

    # Composing

    def _compose(self) -> None:
        title = self._list_state.request.text.strip() or self._subjects.label() or self.tr("New course")
        job = partial(course_jobs.draft_of_list, request=self._list_state.request, title=title)
        self._session.ask(job, self._show_editor, replaces=DRAFTED)

    def _propose(self) -> None:
        subject = self._list_state.request.selection.subject
        if subject:
            self._session.ask(partial(course_jobs.proposed_draft, subject=subject), self._show_editor, replaces=DRAFTED)
        else:
            self._messages.show_message(self.tr("Select a subject in the tree first."), Weight.NOTICE)

    def _edit(self, name: str) -> None:
        self._session.ask(partial(course_jobs.course_draft, name=name), self._show_editor, replaces=DRAFTED)

    def _show_editor(self, draft: CourseDraft) -> None:
        from qtbrowser.gui.study.course_editor import CourseEditor

        if self._editor is not None:
            self._editor.reject()
        if self._list is not None:
            self._list.reject()
        # The list can be used beside it, so that more of it is added.
        editor = CourseEditor(draft, self._window)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.published.connect(self._publish)
        editor.kept.connect(self._keep)
        editor.more_requested.connect(self._add_more)
        editor.finished.connect(self._forget_editor)
        self._editor = editor
        self._tell_left_out(draft)
        editor.show()

    def _tell_left_out(self, draft: CourseDraft) -> None:
        if self._editor is not None and draft.left_out:
            words = self.tr("1 more of the list is no step: narrow the list, and add from it.")
            several = self.tr("{0} more of the list are no steps: narrow the list, and add from it.")
            self._editor.say(counted(draft.left_out, words, several))

    def _forget_editor(self) -> None:
        self._editor = None

    def _add_more(self) -> None:
        job = partial(course_jobs.more_steps, request=self._list_state.request)
        self._session.ask(job, self._on_more, replaces=DRAFTED)

    def _on_more(self, draft: CourseDraft) -> None:
        if self._editor is not None:
            number = self._editor.add_steps(draft)
            self._editor.say(counted(number, self.tr("1 step was added."), self.tr("{0} steps were added.")))
            self._tell_left_out(draft)

    def _keep(self, course: Course) -> None:
        self._session.ask(partial(course_jobs.keep_draft, course=course), partial(self._on_kept, course.title))

    def _on_kept(self, title: str, _nothing: None) -> None:
        words = self.tr("{0} is kept as a draft among the courses.").format(title)
        self._messages.show_message(words, Weight.NOTICE)

    def _drop(self, name: str) -> None:
        self._session.ask(partial(course_jobs.drop_draft, name=name), self._on_dropped)

    def _on_dropped(self, _nothing: None) -> None:
        self._load()

    # Changes of the library

    def _publish(self, course: Course) -> None:
        job = partial(course_jobs.publishing, course=course)
        then = partial(self._apply_publishing, course.name)
        self._session.ask(job, then, failed=self._say, lane=Lane.CHANGING)

    def _apply_publishing(self, name: str, change_set: ChangeSet) -> None:
        if not self._changing.apply(change_set, then=partial(self._on_published, name)):
            self._say(self.tr("Another change is running."))

    def _on_published(self, name: str, outcome: Outcome) -> None:
        if outcome.error:
            self._say(outcome.error)
            return
        if self._editor is not None:
            self._editor.end()
        self._drop(name)
        if outcome.number is not None:
            self._report(outcome)

    def _say(self, sentence: str) -> None:
        if self._editor is not None:
            self._editor.say(sentence)
        else:
            self._messages.show_error(sentence)

    def _remove(self, name: str) -> None:
        job = partial(course_jobs.removal, name=name)
        self._session.ask(job, self._apply_removal, lane=Lane.CHANGING)

    def _apply_removal(self, change_set: ChangeSet) -> None:
        if not self._changing.apply(change_set, then=self._on_removed):
            self._say(self.tr("Another change is running."))

    def _on_removed(self, outcome: Outcome) -> None:
        if outcome.error:
            self._messages.show_error(outcome.error)
        elif outcome.number is not None:
            self._report(outcome)

    def _report(self, outcome: Outcome) -> None:
        undo = self._actions.undo_change.trigger
        self._messages.show_message(outcome.label, Weight.NOTICE, self.tr("&Undo"), undo)
