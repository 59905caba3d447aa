"""Jobs for checking, comparing, history and reports: functions of the Library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import CheckProgress, Finding
from qtbrowser.curation.file_changes import FileChanges
from qtbrowser.gui.browse.browse_jobs import load_rows
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.diff.text_diff import DiffRow, diff_rows
from qtbrowser.gui.worker.change_jobs import planned
from qtbrowser.gui.worker.task import Steps, closed_after
from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from qtbrowser.curation.checks.check_settings import CheckSettings
    from qtbrowser.library import Decision, Library
    from qtbrowser.personal.review_queue import ReviewPair

ROWS_AT_ONCE = 1_000
TOPICS_OFFERED = 3_000
_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """The diff of a file's change."""

    path: str
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the documents to merge.

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
        """The document as text: a line for each field, then the answer."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.fields.items()), "", self.answer])


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison of two documents."""

    first: MergeSide
    second: MergeSide
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The pairs that wait for a decision, and the one that was decided or skipped last; None if there is none."""

    pairs: tuple[ReviewPair, ...]
    last: ReviewPair | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the two merges of a pair would change and lose: the left document is kept, or the right one."""

    pair: ReviewPair
    left: ChangeSet
    right: ChangeSet


@dataclass(frozen=True, slots=True)
class Offers:
    """Values for completion in dialogs: all subjects, the most common topics, the documents' fields."""

    subjects: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change set of the history.

    Attributes:
        number: its number.
        when: the time at which it was applied, in UTC.
        label: a short text of what it does.
        files: the number of files that it changes.
        state: its state in the journal: planned, done, undoing, undone, redoing, rolled_back.
    """

    number: int
    when: datetime
    label: str
    files: int
    state: str

    @property
    def is_done(self) -> bool:
        """Whether it is in force, and can be undone."""
        return self.state == "done"

    @property
    def is_undone(self) -> bool:
        """Whether it was undone, and can be redone."""
        return self.state == "undone"


def history(library: Library) -> tuple[PastChange, ...]:
    """Every change set in the journal, the newest first."""
    entries = library.history()
    return tuple(PastChange(one.number, one.when, one.label, len(one.paths), str(one.state)) for one in entries)


def unfinished(library: Library) -> tuple[PastChange, ...]:
    """The change sets that were interrupted."""
    entries = library.unfinished()
    return tuple(PastChange(one.number, one.when, one.label, len(one.paths), str(one.state)) for one in entries)


def recorded(library: Library, number: int, undone: bool) -> ChangeSet:
    """A recorded change set; if `undone`, the change set that undid it."""
    return library.recorded(number, undone)


def file_diff(_library: Library, change_set: ChangeSet, path: str) -> FileDiff:
    """The diff of one file of a change set, whose bytes are read for it."""
    (change,) = FileChanges.of(change_set.files).only({path})
    return FileDiff(change.path, tuple(diff_rows(_text(change.before), _text(change.after))))


def check(library: Library, verify: bool = False) -> Steps[CheckProgress]:
    """Check the library; with `verify` every file is read. The last step of the check, which has all findings."""
    last = CheckProgress(0, 0)
    with closed_after(library.check_beside(verify)) as steps:
        for last in steps:
            yield last.done, last.total
    return last


def review(library: Library) -> Review:
    """The merges that wait for a decision, and the last decision."""
    return Review(library.review.pairs(), library.review.last())


def decided(library: Library, pair: ReviewPair, decision: Decision) -> ChangeSet | None:
    """The change that a decision about two documents means; None for a pair that is skipped."""
    return library.review.decided(pair, decision)


def record_decision(library: Library, pair: ReviewPair, number: int | None) -> Review:
    """Record the change by which a pair was decided; None if nothing had to be changed for that."""
    library.review.record(pair, number)
    return review(library)


def unskip(library: Library, pair: ReviewPair) -> Review:
    """Take back that a pair was skipped."""
    library.review.unskip(pair)
    return review(library)


def outlook(library: Library, pair: ReviewPair) -> Steps[Outlook]:
    """What keeping the left or the right document of a pair would change and lose."""
    from qtbrowser.library import Decision  # loads what the first paint does without

    left = yield from planned(library, library.review.merge(pair, Decision.LEFT))
    right = yield from planned(library, library.review.merge(pair, Decision.RIGHT))
    return Outlook(pair, left, right)


def rules(library: Library) -> tuple[frozenset[str], CheckSettings]:
    """The rules that are switched off in the library, and the settings of its check."""
    return library.rules_off(), library.check_settings()


def setting_rules(library: Library, off: frozenset[str], settings: CheckSettings) -> ChangeSet:
    """The change that switches off these rules and no others, and has these settings."""
    return library.setting_rules(off, settings)


def resolving_copies(library: Library, paths: tuple[str, ...], choice: Literal["in-step", "one"]) -> Steps[ChangeSet]:
    """The change that a choice about copies in several subjects means."""
    from qtbrowser.library import CopiesChoice  # loads what the first paint does without

    resolved = library.review.resolving_copies([paths], CopiesChoice(choice))
    if isinstance(resolved, ChangeSet):
        return resolved
    return (yield from planned(library, resolved))


def ignoring(library: Library, finding: Finding) -> ChangeSet:
    """The change that makes the check ignore a finding."""
    return library.ignoring([finding])


def write_report(
    library: Library, findings: tuple[Finding, ...], form: Literal["html", "csv"], name: str, file: Path
) -> Path:
    """Write findings to a file, atomically; returns the file.

    Args:
        library: the library.
        findings: the result of a check.
        form: the format: an HTML page, or a CSV table.
        name: the library's name in the report.
        file: the file; an existing one is replaced.

    Raises:
        OSError: the file can't be written.
    """
    content = library.report(findings, form, name).encode()
    with whole_file(file) as stream:
        stream.write(content)
    return file


def paths_in(
    library: Library, request: ListRequest, ranges: Sequence[tuple[int, int]] | None = None
) -> Steps[tuple[str, ...]]:
    """The documents of a list, or of some rows of it.

    Args:
        library: the library.
        request: the request of the list.
        ranges: (first row, number of rows); None for all.
    """
    if ranges is None:
        ranges = ((0, max(1, load_rows(library, request, 0, 1).total)),)
    paths: dict[str, None] = {}
    for first, number in ranges:
        for offset in range(first, first + number, ROWS_AT_ONCE):
            page = load_rows(library, request, offset, min(ROWS_AT_ONCE, first + number - offset))
            for row in page.rows:
                paths[row.path] = None
                paths.update((path, None) for path, _ in row.equals if not row.is_opened)
            yield 0, 0
    return tuple(paths)


def compare(library: Library, path: str, other: str) -> Compared:
    """Compare two documents, field by field and line by line."""
    return compare_sides(library, side(library, path), side(library, other))


def compare_sides(_library: Library, first: MergeSide, second: MergeSide) -> Compared:
    """Compare two documents that are already loaded, field by field and line by line."""
    return Compared(first, second, tuple(diff_rows(first.text(), second.text())))


def sides(library: Library, paths: Sequence[str]) -> tuple[MergeSide, ...]:
    """Load documents for comparison."""
    return tuple(side(library, path) for path in paths)


def side(library: Library, path: str) -> MergeSide:
    """Load a document for comparison."""
    edited = library.edited_document(path)
    fields = {name: _line(value) for name, value in edited.fields.items() if name != _ANSWER}
    return MergeSide(path, edited.document.title, fields, edited.document.answer)


def offers(library: Library) -> Offers:
    """The values for completion in dialogs."""
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
