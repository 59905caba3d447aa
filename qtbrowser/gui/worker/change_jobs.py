"""What the worker does where the library is changed: plan, carry out, undo, redo. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, Refusal
from qtbrowser.curation.edits import Edit
from qtbrowser.errors import Cancelled, FileChanged

if TYPE_CHECKING:
    from qtbrowser.library import Library

Step = Callable[[int, int], None]
"""Is told how many of how many are done, in the worker's thread; raises Cancelled where no more is wanted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change.

    Attributes:
        label: what it does, as the history names it.
        paths: the files that are others now, those that are gone too.
        gone: those that are gone.
        number: the number that the history knows it by; None where nothing was written.
        path: where the document stands that the change was about, or that has come; empty where there is none.
        error: why nothing was written, a sentence; empty where it was, or where there was nothing to do.
        conflict: a file as somebody else has changed it, where that is why.
    """

    label: str
    paths: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    number: int | None = None
    path: str = ""
    error: str = ""
    conflict: Refusal | None = None


def planned(library: Library, edit: Edit, step: Step) -> ChangeSet:
    """What an edit comes to; nothing is written."""
    change_set = ChangeSet("")
    for progress in library.plan(edit):
        step(progress.done, progress.total)
        if progress.change_set is not None:
            change_set = progress.change_set
    return change_set


def carry_out(library: Library, edit: Edit, path: str, refresh: bool, step: Step) -> Outcome:
    """Do an edit of one document, unless any part of it is refused.

    Args:
        library: the library.
        edit: what is asked for.
        path: where the document stands; empty for a new one.
        refresh: bring the index up to date with it as well.
        step: told of every step.
    """
    change_set = planned(library, edit, step)
    for refusal in change_set.refused:
        conflict = refusal if refusal.is_conflict else None
        return Outcome(change_set.label, path=path, error=f"{refusal.path}: {refusal.reason}", conflict=conflict)
    return apply(library, change_set, path, refresh, step)


def apply(library: Library, change_set: ChangeSet, path: str, refresh: bool, step: Step) -> Outcome:
    """Carry out a change set; the arguments are those of `carry_out`."""
    if not change_set:
        return Outcome(change_set.label, path=path)
    try:
        number = _number(library.apply(change_set, refresh=refresh), step)
    except FileChanged as error:
        conflict = Refusal(error.path or "", error.reason, error.read, error.found)
        return Outcome(change_set.label, path=path, error=str(error), conflict=conflict)
    return _written(change_set, number, path)


def undo(library: Library, number: int | None, refresh: bool, step: Step) -> Outcome:
    """Take back the last change, or one by its number."""
    done = _number(library.undo(number, refresh=refresh), step)
    return Outcome("") if done is None else _written(library.recorded(done, undone=True), done, "")


def redo(library: Library, number: int | None, refresh: bool, step: Step) -> Outcome:
    """Do again what was undone last, or one by its number."""
    done = _number(library.redo(number, refresh=refresh), step)
    return Outcome("") if done is None else _written(library.recorded(done), done, "")


def finish(library: Library, number: int, refresh: bool, step: Step) -> Outcome:
    """Carry a change set that was cut short to its end."""
    done = _number(library.finish(number, refresh=refresh), step)
    return Outcome("") if done is None else _written(library.recorded(done), done, "")


def roll_back(library: Library, number: int, refresh: bool, step: Step) -> Outcome:
    """Take back what a change set did before it was cut short."""
    done = _number(library.roll_back(number, refresh=refresh), step)
    return Outcome("") if done is None else _written(library.recorded(done, undone=True), done, "")


def path_after(change_set: ChangeSet, path: str) -> str:
    """Where the document stands that stood at `path`, or a new one where that is empty; empty where it is gone."""
    came = [change.path for change in change_set.files if change.before is None]
    went = [change.path for change in change_set.files if change.after is None]
    if path and path not in went:
        return came[0] if came and not went else path
    return came[0] if came else ""


def _written(change_set: ChangeSet, number: int | None, path: str) -> Outcome:
    gone = tuple(change.path for change in change_set.files if change.after is None)
    return Outcome(change_set.label, change_set.paths, gone, number, path_after(change_set, path))


def _number(steps: Iterable[ApplyProgress], step: Step) -> int | None:
    number = None
    iterator = iter(steps)
    try:
        for progress in iterator:
            number = progress.number
            if number is None:
                step(progress.done, progress.total)
    except Cancelled:
        # Takes back what was written so far.
        close = getattr(iterator, "close", None)
        if close is not None:
            close()
        raise
    return number
