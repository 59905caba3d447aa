"""What the worker does for the desk: plain functions over the Library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qtbrowser.curation.change_set import ChangeSet, FileChange
from qtbrowser.curation.edits import Edit
from qtbrowser.gui.diff.text_diff import DiffRow, diff_rows
from qtbrowser.gui.worker.change_jobs import Step, planned
from qtbrowser.gui.worker.jobs import load_rows
from qtbrowser.gui.worker.rows import ListRequest

if TYPE_CHECKING:
    from qtbrowser.library import Library

TOPICS_OFFERED = 3_000
_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What a file's change comes to, line by line."""

    path: str
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the documents that are to become one.

    Attributes:
        path: the document.
        title: its title.
        fields: every field of its front matter as one line of text.
        answer: its answer as Markdown.
    """

    path: str
    title: str
    fields: Mapping[str, str]
    answer: str

    def text(self) -> str:
        """All of it as lines: one a field, then the answer."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.fields.items()), "", self.answer])


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents side by side."""

    first: MergeSide
    second: MergeSide
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the fields of a dialog are completed from: all subjects, the commonest topics, the documents' fields."""

    subjects: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change set of the history.

    Attributes:
        number: what it is called by.
        when: when it was made, in UTC.
        label: what it does.
        files: how many files it changes.
        state: as the journal names it: planned, done, undoing, undone, redoing, rolled_back.
    """

    number: int
    when: datetime
    label: str
    files: int
    state: str

    @property
    def is_done(self) -> bool:
        """Whether it is in force, and can be taken back."""
        return self.state == "done"

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back, and can be done again."""
        return self.state == "undone"


def history(library: Library) -> tuple[PastChange, ...]:
    """Every change set that the journal knows, the newest first."""
    entries = library.history()
    return tuple(PastChange(one.number, one.when, one.label, len(one.paths), str(one.state)) for one in entries)


def unfinished(library: Library) -> tuple[PastChange, ...]:
    """Those that were cut short."""
    entries = library.unfinished()
    return tuple(PastChange(one.number, one.when, one.label, len(one.paths), str(one.state)) for one in entries)


def recorded(library: Library, number: int, undone: bool) -> ChangeSet:
    """What a change set did, or where it was undone, what that did."""
    return library.recorded(number, undone)


def file_diff(_library: Library, change: FileChange) -> FileDiff:
    """The lines of one file's change."""
    return FileDiff(change.path, tuple(diff_rows(_text(change.before), _text(change.after))))


def plan(library: Library, edit: Edit, step: Step) -> ChangeSet:
    """What an edit comes to; nothing is written."""
    return planned(library, edit, step)


def paths_in(
    library: Library, request: ListRequest, ranges: Sequence[tuple[int, int]] | None = None
) -> tuple[str, ...]:
    """The documents of a list, or of some rows of it.

    Args:
        library: the library.
        request: what the list shows.
        ranges: (first row, number of rows); None for all.
    """
    if ranges is None:
        ranges = ((0, max(1, load_rows(library, request, 0, 1).total)),)
    rows = [row for first, number in ranges for row in load_rows(library, request, first, number).rows]
    return tuple(dict.fromkeys(row.path for row in rows))


def compare(library: Library, path: str, other: str) -> Compared:
    """Two documents, field by field and line by line."""
    first, second = side(library, path), side(library, other)
    return Compared(first, second, tuple(diff_rows(first.text(), second.text())))


def side(library: Library, path: str) -> MergeSide:
    """A document as it is compared with another one."""
    edited = library.edited_document(path)
    fields = {name: _line(value) for name, value in edited.fields.items() if name != _ANSWER}
    return MergeSide(path, edited.document.title, fields, edited.document.answer)


def offers(library: Library) -> Offers:
    """What dialogs complete from."""
    subjects = [one for top in library.subjects(include_hidden=True) for one in top.walk()]
    topics = dict.fromkeys(topic.name for one in subjects for topic in one.topics)
    return Offers(tuple(one.path for one in subjects), tuple(topics)[:TOPICS_OFFERED])


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", "replace")


def _line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_line(one) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_line(one)}" for name, one in value.items())
    return "" if value is None else str(value)
