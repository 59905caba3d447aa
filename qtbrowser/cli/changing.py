"""Code shared by the commands that change documents: paths, a dry run, applying, and reporting."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from qtbrowser.cli.common import add_json_argument, add_library_argument, print_json, with_progress_bar
from qtbrowser.cli.terminal import CLEAR_LINE, obeyed
from qtbrowser.control_characters import escaped_line
from qtbrowser.curation.change_set import ChangeCounts, Loss
from qtbrowser.curation.edits import Edit
from qtbrowser.errors import ChangeCutShort, IndexBusy, LibraryError, SubjectNotFound, TopicNotFound
from qtbrowser.library import ApplyProgress, ChangeSet, Library

_LOSSES_TOLD = 3
"""Losses of one merge that are named on the terminal; JSON has all."""


class Step(Protocol):
    """Progress of planning or applying."""

    @property
    def done(self) -> int:
        """The number of documents or files done."""

    @property
    def total(self) -> int:
        """The number of all of them."""


AnyStep = TypeVar("AnyStep", bound=Step)


def add_changing_arguments(parser: argparse.ArgumentParser) -> None:
    """``--library``, ``--dry-run`` and ``--json``."""
    add_library_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="change nothing, print the changes as a unified diff")
    add_json_argument(parser)


def add_new_subject_argument(parser: argparse.ArgumentParser) -> None:
    """``--new-subject``."""
    parser.add_argument("--new-subject", action="store_true", help="make a subject that no document has without asking")


def add_paths_argument(parser: argparse.ArgumentParser) -> None:
    """``PATH...``."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="documents, relative to the library; a folder means all documents in it",
    )


def require_subject(library: Library, subject: str) -> None:
    """Refuse a change of a subject that no document has.

    Raises:
        SubjectNotFound: there is none of this name.
    """
    if not library.has_subject(subject):
        raise SubjectNotFound(f"The library has no subject {subject}.")


def require_changeable(library: Library, arguments: argparse.Namespace) -> None:
    """Refuse to change a library that can't be changed now; a dry run may always go on.

    Raises:
        LibraryError: it is read-only, or a change was cut short.
    """
    if arguments.dry_run:
        return
    if reason := library.editing_refused():
        raise LibraryError(reason, path=str(library.folder))
    if cut_short := library.unfinished():
        raise LibraryError(_how_to_settle(cut_short[0].number), path=str(library.folder))


def require_topic(library: Library, topic: str) -> None:
    """Refuse a change of a keyword that no document has.

    Raises:
        TopicNotFound: there is none of this name.
    """
    if not library.has_topic(topic):
        raise TopicNotFound(f"The library has no topic {topic}.")


def change(library: Library, edit: Edit, arguments: argparse.Namespace) -> int:
    """Plan an edit, and apply it or print it.

    Returns:
        The exit code: 1 if a document could not be changed; the others are changed nevertheless.

    Raises:
        LibraryError: the library can't be changed.
    """
    require_changeable(library, arguments)
    planned = None
    for progress in with_bar("Planning", library.plan(edit)):
        # A change set that only has refusals is empty, and still says why.
        planned = progress.change_set if progress.change_set is not None else planned
    change_set = ChangeSet("") if planned is None else planned
    is_asked = bool(change_set.new_subjects) and not getattr(arguments, "new_subject", False)
    if is_asked and not _may_make(change_set, dry_run=arguments.dry_run):
        print("Nothing was changed.", file=sys.stderr)
        return 1
    return apply_planned(library, change_set, arguments)


def _may_make(change_set: ChangeSet, *, dry_run: bool) -> bool:
    """Ask whether subjects that no document has are to be made; without a terminal that takes ``--new-subject``."""
    for one in change_set.new_subjects:
        print(escaped_line(one.sentence), file=sys.stderr)
    if dry_run:
        return True
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        print("To make it, give --new-subject.", file=sys.stderr)
        return False
    print("Make it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def apply_planned(
    library: Library,
    change_set: ChangeSet,
    arguments: argparse.Namespace,
    then: Callable[[int], object] = lambda _: None,
) -> int:
    """Apply a planned change set or print it; result and errors as for `change`.

    Args:
        library: the library.
        change_set: the change set.
        arguments: of the command.
        then: called with the number in the history of what was applied.
    """
    done = ApplyProgress(0, 0)
    if not arguments.dry_run and change_set:
        try:
            done = last_progress(with_bar("Writing", library.apply(change_set, refresh=False)))
        except ChangeCutShort as error:
            print(_how_to_settle(error.number), file=sys.stderr)
            raise
    if not arguments.dry_run:
        index_changed(library, change_set.paths if done.number is not None else ())
        library.review.add(change_set.held)
        if done.number is not None:
            then(done.number)
    tell(library, change_set, done.number, arguments, {refusal.path for refusal in done.refused})
    return 1 if change_set.refused or done.refused else 0


def index_changed(library: Library, paths: Sequence[str]) -> None:
    """Index what a command has changed; a library that was never indexed is not.

    Where that can't be done now, because another process is indexing or the cache can't be written, the next refresh
    finds the files by their stamps.
    """
    if paths and library.is_built:
        with suppress(IndexBusy, LibraryError):
            for _ in with_progress_bar(library.refresh(wait=False, only=paths)):
                pass


def _how_to_settle(number: int) -> str:
    return f"Change {number} was cut short: qtbrowser undo {number} rolls it back, qtbrowser redo {number} finishes it."


def last_progress(steps: Iterable[ApplyProgress]) -> ApplyProgress:
    """Run steps to their end, printing the files that were left alone; returns the last step."""
    last = ApplyProgress(0, 0)
    for last in steps:
        for refusal in last.refused:
            print(escaped_line(f"{refusal.path}: {refusal.reason} It was left alone."), file=sys.stderr)
    return last


def tell(
    library: Library,
    change_set: ChangeSet,
    number: int | None,
    arguments: argparse.Namespace,
    left_out: Collection[str] = (),
) -> None:
    """Print what a change set has done or would do.

    Args:
        library: the library.
        change_set: the change set.
        number: its number in the history; None if it was not applied.
        arguments: of the command.
        left_out: the paths of its files that were left alone, because others have changed them meanwhile.
    """
    if arguments.json:
        print_json(as_json(library, change_set, number, dry_run=arguments.dry_run))
        return
    for refusal in change_set.refused:
        print(escaped_line(f"{refusal.path}: {refusal.reason}"), file=sys.stderr)
    for loss in change_set.losses:
        print(escaped_line(f"{loss.path}: {loss.sentence}"), file=sys.stderr)
    not_merged = "would not be merged" if arguments.dry_run else "was not merged"
    for held in change_set.held:
        words = "; ".join(loss.sentence for loss in held.losses[:_LOSSES_TOLD])
        print(escaped_line(f"{held.other}: It {not_merged} into {held.survivor}. {words}"), file=sys.stderr)
    if change_set.held:
        count = f"{len(change_set.held):,}"
        if arguments.dry_run:
            # A dry run keeps nothing, so the review does not know of them.
            words = f"{count} would have to be decided: qtbrowser review, after a run without --dry-run"
        else:
            words = f"{count} to be decided: qtbrowser review"
        print(words, file=sys.stderr)
    if arguments.dry_run:
        for line in library.diff(change_set):
            print(line)
    elif number is None:
        print("Nothing was changed." if change_set.refused or change_set.held else "Nothing had to be changed.")
    else:
        label = escaped_line(change_set.label)
        print(f"{label}: {_done(change_set.counts(left_out))}. Change {number} in the history.")


def _done(counts: ChangeCounts) -> str:
    """What was done to how many files: ``2 files moved, 1 file changed``."""
    named = zip(counts, counts._fields, strict=True)
    return ", ".join(f"{counted(number)} {name}" for number, name in named if number) or "no file changed"


def as_json(library: Library, change_set: ChangeSet, number: int | None, *, dry_run: bool) -> dict[str, Any]:
    """A change set as values for JSON; for a dry run with its diff."""
    value: dict[str, Any] = {
        "change": number,
        "label": change_set.label,
        "dry_run": dry_run,
        "files": list(change_set.paths),
        "losses": [_loss_as_json(loss) for loss in change_set.losses],
        "held": [
            {"survivor": held.survivor, "other": held.other, "losses": [_loss_as_json(loss) for loss in held.losses]}
            for held in change_set.held
        ],
        "refused": [{"path": refusal.path, "reason": refusal.reason} for refusal in change_set.refused],
    }
    if dry_run:
        value["diff"] = "".join(f"{line}\n" for line in library.diff(change_set))
    return value


def _loss_as_json(loss: Loss) -> dict[str, str]:
    return {"path": loss.path, "kept": loss.kept, "kind": str(loss.kind), "field": loss.name, "value": loss.value}


def counted(files: int) -> str:
    """``1 file``, ``3 files``."""
    return f"{files:,} file" if files == 1 else f"{files:,} files"


def with_bar(label: str, steps: Iterable[AnyStep]) -> Iterator[AnyStep]:
    """Pass progress through, printing the counts on stderr if that is a terminal."""
    shown = sys.stderr.isatty()
    for progress in steps:
        if shown and progress.total > 1:
            text = f"{label} {progress.done:,} of {progress.total:,}"[: shutil.get_terminal_size().columns - 1]
            obeyed(CLEAR_LINE, sys.stderr)
            print(text, end="", file=sys.stderr, flush=True)
        yield progress
    if shown:
        obeyed(CLEAR_LINE, sys.stderr)
        sys.stderr.flush()
