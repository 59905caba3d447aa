"""Jobs that change a library: plan, apply, undo, redo. Each is a job of steps, see `Steps`. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qtbrowser.errors import FileChanged, IndexBusy, QtBrowserError, Suspended
from qtbrowser.gui.worker.task import Steps, closed_after

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, NewSubject, Refusal
    from qtbrowser.curation.edits import Edit
    from qtbrowser.curation.file_changes import FileHead
    from qtbrowser.library import Library


_NAMED = 5
"""How many files that were left out are named."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a change.

    Attributes:
        label: its name in the history.
        paths: the changed files, including removed ones.
        gone: the removed files.
        number: its number in the history; None if nothing was written.
        path: the present path of the changed or new document; empty if there is none.
        error: why nothing was written, a sentence; empty on success, or if there was nothing to do.
        conflict: the refusal with a file's present bytes, if nothing was written because others have changed it.
        is_indexed: whether the index includes the change.
        left_out: the files that were not written, because others have changed them meanwhile, with the reasons.
        new_subjects: the subjects that are to be asked about first; nothing was written then.
        counts: how many files were moved, changed, made and removed.
        held: the number of merges that wait for a decision, because they would lose something.
    """

    label: str
    paths: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    number: int | None = None
    path: str = ""
    error: str = ""
    conflict: Refusal | None = None
    is_indexed: bool = True
    left_out: tuple[Refusal, ...] = ()
    new_subjects: tuple[NewSubject, ...] = ()
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    held: int = 0

    @property
    def left_out_names(self) -> str:
        """The paths of the first files that were left out, separated by commas."""
        return ", ".join(refusal.path for refusal in self.left_out[:_NAMED])


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of files that were named as changed.

    Attributes:
        is_indexed: whether the index has them, or will have those that wait; else it is to be brought up to date by a
            process.
        waiting: those that are to be named again: another program has them open for writing, or another process has
            the index.
    """

    is_indexed: bool
    waiting: tuple[str, ...] = ()


def planned(library: Library, edit: Edit) -> Steps[ChangeSet]:
    """Plan an edit; nothing is written."""
    from qtbrowser.curation.change_set import ChangeSet  # not needed for the first paint

    change_set = ChangeSet("")
    with closed_after(library.plan(edit)) as steps:
        for progress in steps:
            yield progress.done, progress.total
            if progress.change_set is not None:
                change_set = progress.change_set
    return change_set


def carry_out(library: Library, edit: Edit, path: str, refresh: bool, *, asks: bool = False) -> Steps[Outcome]:
    """Plan and apply an edit of one document, unless any part of it is refused.

    Args:
        library: the library.
        edit: the edit.
        path: the document's path; empty for a new one.
        refresh: update the index as well.
        asks: nothing is written if the edit makes a subject that no document has.
    """
    change_set = yield from planned(library, edit)
    for refusal in change_set.refused:
        conflict = refusal if refusal.is_conflict else None
        return Outcome(change_set.label, path=path, error=f"{refusal.path}: {refusal.reason}", conflict=conflict)
    if asks and change_set.new_subjects:
        return Outcome(change_set.label, path=path, new_subjects=change_set.new_subjects)
    return (yield from apply(library, change_set, path, refresh))


def apply(library: Library, change_set: ChangeSet, path: str, refresh: bool) -> Steps[Outcome]:
    """Apply a change set, and keep the merges that it has held back for a review; the other arguments are those of
    `carry_out`.
    """
    library.review.add(change_set.held)
    if not change_set:
        return Outcome(change_set.label, path=path, held=len(change_set.held))
    try:
        last = yield from _last(library.apply(change_set, refresh=False))
    except FileChanged as error:
        from qtbrowser.curation.change_set import Refusal

        conflict = Refusal(error.path or "", error.reason, error.read, error.found)
        return Outcome(change_set.label, path=path, error=str(error), conflict=conflict)
    return (yield from _written(library, change_set, last, path, refresh))


def undo(library: Library, number: int | None, refresh: bool) -> Steps[Outcome]:
    """Take back the last change, or one by its number."""
    done = yield from _last(library.undo(number, refresh=False))
    return (yield from _recorded(library, done, refresh, undone=True))


def redo(library: Library, number: int | None, refresh: bool) -> Steps[Outcome]:
    """Apply again what was undone last, or one change by its number."""
    done = yield from _last(library.redo(number, refresh=False))
    return (yield from _recorded(library, done, refresh))


def finish(library: Library, number: int, refresh: bool) -> Steps[Outcome]:
    """Finish an interrupted change set."""
    done = yield from _last(library.finish(number, refresh=False))
    return (yield from _recorded(library, done, refresh))


def roll_back(library: Library, number: int, refresh: bool) -> Steps[Outcome]:
    """Take back what an interrupted change set has written."""
    done = yield from _last(library.roll_back(number, refresh=False))
    return (yield from _recorded(library, done, refresh, undone=True))


def _path_after(heads: Sequence[FileHead], path: str) -> str:
    """A document's path after a change; empty if it was removed.

    Args:
        heads: the changed files.
        path: the document's path before; empty for a new one.
    """
    came = [head.path for head in heads if head.comes]
    went = [head.path for head in heads if head.goes]
    if path and path not in went:
        return came[0] if came and not went else path
    return came[0] if came else ""


def _recorded(library: Library, last: ApplyProgress, refresh: bool, *, undone: bool = False) -> Steps[Outcome]:
    if last.number is None:
        return Outcome("")
    return (yield from _written(library, library.recorded(last.number, undone=undone), last, "", refresh))


def _written(library: Library, change_set: ChangeSet, last: ApplyProgress, path: str, refresh: bool) -> Steps[Outcome]:
    left_out = {refusal.path for refusal in last.refused}
    heads = tuple(head for head in change_set.heads if head.path not in left_out)
    paths = tuple(head.path for head in heads)
    gone = tuple(head.path for head in heads if head.goes)
    now_at = _path_after(heads, path)
    outcome = Outcome(
        change_set.label,
        paths,
        gone,
        last.number,
        now_at,
        left_out=last.refused,
        counts=change_set.counts(left_out),
        held=len(change_set.held),
    )
    is_indexed = refresh and (yield from indexed(library, paths))
    return replace(outcome, is_indexed=is_indexed)


def indexed(library: Library, paths: Collection[str]) -> Steps[bool]:
    """Update the index for some files; returns whether that was done.

    An index that is not complete yet is left to those who build it. Where there is none any more, none is built here.
    """
    try:
        return (yield from _refreshed(library, paths))
    except (QtBrowserError, OSError):
        # The change is in force nevertheless. If another process is writing the index, the index is damaged, or the
        # change was stopped too late, the index process that is started next updates it, or reports why it can't.
        return False


def _refreshed(library: Library, paths: Collection[str]) -> Steps[bool]:
    """As `indexed`, but raises what goes wrong."""
    if not library.is_built:
        return library.has_index()
    with closed_after(library.refresh(wait=False, only=tuple(paths))) as steps:
        for _ in steps:
            # Progress of the index is not progress of the change.
            yield 0, 0
    return True


def _last(steps: Generator[ApplyProgress]) -> Steps[ApplyProgress]:
    """Run the steps and return the last one. If stopped, what was written is taken back; if suspended, it stays."""
    from qtbrowser.curation.change_set import ApplyProgress  # not needed for the first paint

    last = ApplyProgress(0, 0)
    with closing(steps):
        for progress in steps:
            last = progress
            if progress.number is not None:
                continue
            try:
                yield progress.done, progress.total
            except Suspended as suspended:
                steps.throw(suspended)
    return last


def take_in(library: Library, paths: Collection[str], late: Collection[str] = ()) -> Steps[TakenIn]:
    """Index files that have changed, but for those that another program is writing.

    Args:
        library: the library.
        paths: the files.
        late: those of them that have waited long enough.
    """
    unfinished = library.being_written(path for path in paths if path not in late)
    finished = [path for path in paths if path not in unfinished]
    try:
        is_indexed = not finished or (yield from _refreshed(library, finished))
    except IndexBusy:
        # As a rule another window, which has just been told of the same files.
        return TakenIn(not late, tuple(paths))
    except (QtBrowserError, OSError):
        is_indexed = False
    return TakenIn(is_indexed, unfinished)
