"""Writes the trail: each search, subject and document that the reader comes to, and from where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.personal.trail_jobs import forget_steps, forget_trail, keep_steps, load_trail
from qtbrowser.gui.personal.trail_rows import RowKind, what_is_new
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.reader.view_state import PLACE_KEYS, ViewState
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.personal.trail import TrailStep


class TrailKeeping(QObject):
    """The trail of the open library. In private mode nothing is added to it.

    Args:
        session: the session, whose threads read and write.
        view: tells what the reader comes to.
        reading, beside: tell the titles of documents.
        subjects: tells the name of the selected subject.
        preferences: tell whether private mode is on.
        parent: the owner.

    Attributes:
        steps: in the order of time.
        here: the id of the step that is shown; empty where none is.

    Signals:
        changed: the steps, or the one that is shown, are others now.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        view: View,
        reading: Reading,
        beside: Beside,
        subjects: SubjectPanel,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._reading = reading
        self._beside = beside
        self._subjects = subjects
        self._preferences = preferences
        self._waiting: tuple[ViewState, bool] | None = None
        self.steps: list[TrailStep] = []
        self.here = ""
        view.stepped.connect(self._on_step)
        reading.document_shown.connect(self._on_document)
        beside.reading.document_shown.connect(self._on_document)
        session.library_opened.connect(self._load)
        if session.folder is not None:
            self._load()

    def state_of(self, step: str) -> ViewState | None:
        """What was seen at a step; None for an unknown id."""
        found = self._step(step)
        return None if found is None else ViewState.from_values(found.state)

    def forget(self, steps: Collection[str]) -> None:
        """Forget steps by their ids; what was reached from one of them stays."""
        gone = {step.id: step.parent for step in self.steps if step.id in set(steps)}

        def parent_of(step: str) -> str:
            while step in gone:
                step = gone[step]
            return step

        self.steps = [replace(step, parent=parent_of(step.parent)) for step in self.steps if step.id not in gone]
        self.here = parent_of(self.here)
        self._session.ask_without_library(partial(forget_steps, tuple(gone)))
        self.changed.emit()

    def forget_all(self) -> None:
        """Forget the whole trail of this library."""
        if self._session.folder is not None:
            self.steps, self.here = [], ""
            self._session.ask_without_library(partial(forget_trail, self._session.folder))
            self.changed.emit()

    def keep_again(self, steps: list[TrailStep]) -> None:
        """Put forgotten steps back, with what they were reached from.

        Args:
            steps: the whole trail as it was before.
        """
        if self._session.folder is not None:
            known = {step.id for step in steps}
            self.steps = [*steps, *(step for step in self.steps if step.id not in known)]
            self._session.ask_without_library(partial(keep_steps, self._session.folder, tuple(steps)))
            self.changed.emit()

    def _load(self) -> None:
        self.steps, self.here, self._waiting = [], "", None
        self.changed.emit()
        if self._session.folder is not None:
            job = partial(load_trail, self._session.folder)
            self._session.ask_without_library(job, self._on_trail, replaces=(self, "trail"))

    def _on_trail(self, loaded: tuple[Path, list[TrailStep]]) -> None:
        folder, steps = loaded
        if folder == self._session.folder:
            known = {step.id for step in steps}
            self.steps = [*steps, *(step for step in self.steps if step.id not in known)]
            self.here = self.here or self._known(self._view.state)
            self.changed.emit()

    def _on_step(self, state: ViewState, again: bool) -> None:
        self._waiting = None
        if again and (known := self._known(state)):
            self._move(known)
            return
        here = self._step(self.here)
        before = {} if here is None else here.state
        kind = what_is_new(state.to_values(), before)
        if kind is None:
            # The reader has only left something. Where nothing is left, all that comes next begins anew.
            if what_is_new(state.to_values(), {}) is None:
                self._move("")
        elif known := self._known(state, self.here):
            self._move(known)
        elif not self._preferences.get(PRIVATE):
            title = self._title(state, before, kind)
            if title is None:
                # It is known as soon as the document is shown.
                self._waiting = (state, again)
            else:
                self._add(state, title)

    def _on_document(self) -> None:
        if self._waiting is not None:
            self._on_step(*self._waiting)

    def _add(self, state: ViewState, title: str) -> None:
        from qtbrowser.personal.trail import TRAIL_LIMIT, TrailStep, new_step_id

        folder = self._session.folder
        if folder is not None:
            step = TrailStep(new_step_id(), self.here, title, state.to_values(), datetime.now(UTC))
            self.steps = [*self.steps, step][-TRAIL_LIMIT:]
            self._session.ask_without_library(partial(keep_steps, folder, (step,)))
            self._move(step.id)

    def _move(self, step: str) -> None:
        self.here = step
        self.changed.emit()

    def _title(self, state: ViewState, before: Mapping[str, Any], kind: RowKind) -> str | None:
        """What a step is called; None while its document is on its way."""
        if kind is RowKind.DOCUMENT:
            is_first = bool(state.document) and state.document != before.get("document")
            path, reading = (state.document, self._reading) if is_first else (state.beside, self._beside.reading)
            return reading.title if reading.path == path else None
        if kind is RowKind.SUBJECT:
            return self._subjects.label() or state.topic or state.subject or ""
        if state.text and state.text != before.get("text"):
            return state.text.strip()
        return self.tr("Like: {0}").format(state.similar_title)

    def _step(self, step: str) -> TrailStep | None:
        return next((one for one in reversed(self.steps) if one.id == step), None)

    def _known(self, state: ViewState, parent: str | None = None) -> str:
        """The id of the latest step with a state; with `parent` only of those reached from it; empty for none."""
        wanted = _without_places(state.to_values())
        for step in reversed(self.steps):
            if (parent is None or step.parent == parent) and _without_places(step.state) == wanted:
                return step.id
        return ""


def _without_places(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in PLACE_KEYS}
