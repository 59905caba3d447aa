"""Connects the action that shows all highlights and notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.personal import annotation_jobs, highlight_jobs
from qtbrowser.gui.personal.highlight_commands import HighlightCommands
from qtbrowser.gui.personal.note_commands import NoteCommands
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.personal.annotations_dialog import AnnotationsDialog
    from qtbrowser.personal.annotations import Annotation
    from qtbrowser.personal.highlights import Highlight

LISTED, ORPHANS = "personal.annotations", "personal.orphans"


class AnnotationCommands(QObject):
    """The overview of highlights and notes of one window.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        highlights: paints those of the shown document.
        notes: shows those on the shown document.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        highlights: HighlightCommands,
        notes: NoteCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reading = reading
        self._messages = messages
        self._highlights = highlights
        self._notes = notes
        self._list: AnnotationsDialog | None = None
        actions.annotations.triggered.connect(self._show_all)

    def _show_all(self) -> None:
        from qtbrowser.gui.personal.annotations_dialog import AnnotationsDialog

        dialog = AnnotationsDialog(self._window)
        dialog.opened.connect(self._open)
        dialog.note_requested.connect(self._write_note)
        dialog.removed.connect(self._remove)
        dialog.export_requested.connect(self._ask_file)
        dialog.finished.connect(self._forget_list)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list = dialog
        self._load()
        dialog.open()

    def _load(self) -> None:
        if self._list is not None:
            self._session.ask(annotation_jobs.load_annotations, self._on_loaded, replaces=LISTED)

    def _on_loaded(self, annotations: tuple[Annotation, ...]) -> None:
        if self._list is None:
            return
        self._list.show_annotations(annotations)
        paths = tuple(dict.fromkeys(one.path for one in annotations if one.is_highlight and not one.is_missing))
        job = partial(annotation_jobs.orphaned, paths=paths)
        self._session.ask(job, self._on_orphans, replaces=ORPHANS, lane=Lane.CHANGING, background=True)

    def _on_orphans(self, ids: frozenset[str]) -> None:
        if self._list is not None:
            self._list.show_orphans(ids)

    def _forget_list(self) -> None:
        self._list = None

    def _open(self, annotation: Annotation) -> None:
        self._reading.show(annotation.path)
        if annotation.is_highlight:
            self._highlights.go_to(annotation.id)

    def _write_note(self, annotation: Annotation) -> None:
        from qtbrowser.gui.personal.note_dialog import NoteDialog

        title = annotation.quote or annotation.title or annotation.path
        dialog = NoteDialog(title, annotation.note, self._list or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(partial(self._keep_note, annotation))
        dialog.open()

    def _keep_note(self, annotation: Annotation, text: str) -> None:
        job = partial(annotation_jobs.write_note, annotation=annotation, text=text)
        self._session.ask(job, self._on_changed)

    def _remove(self, annotation: Annotation) -> None:
        if annotation.is_highlight:
            job = partial(highlight_jobs.remove_highlights, ids=(annotation.id,))
            self._session.ask(job, self._on_highlights_removed)
        else:
            removal = partial(annotation_jobs.remove_note, path=annotation.path)
            self._session.ask(removal, partial(self._on_note_removed, annotation))

    def _on_highlights_removed(self, removed: tuple[Highlight, ...]) -> None:
        self._load()
        self._highlights.offer_to_restore(removed)

    def _on_note_removed(self, annotation: Annotation, _nothing: None) -> None:
        self._on_changed(None)
        undo = partial(self._keep_note, annotation, annotation.note)
        self._messages.show_message(self.tr("The note is removed."), Weight.NOTICE, self.tr("Undo"), undo)

    def _on_changed(self, _nothing: None) -> None:
        self._load()
        self._highlights.reload()
        self._notes.reload()

    def _ask_file(self, annotations: Sequence[Annotation]) -> None:
        from qtbrowser.gui.widgets.save_dialog import ask_file

        forms = [self.tr("Markdown (*.md)"), self.tr("Tables (*.csv)"), self.tr("JSON (*.json)")]
        parent = self._list or self._window
        ask_file(parent, self.tr("Export Highlights and Notes"), forms, lambda file: self.write_file(file, annotations))

    def write_file(self, file: Path, annotations: Sequence[Annotation]) -> None:
        """Write highlights and notes; the suffix of the file decides its form."""
        job = partial(annotation_jobs.write_file, annotations=tuple(annotations), file=file)
        self._session.ask(job, self._on_written)

    def _on_written(self, file: Path) -> None:
        self._messages.show_message(self.tr("Written: {0}").format(file), Weight.NOTICE)
