"""Applies and undoes change sets, and finishes or rolls back those that were interrupted.

Which files were written is seen from the files: each is as before or as after the change. A file that is neither was
changed by somebody else, and is left alone.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path

from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, FileChange, Refusal
from qtbrowser.curation.journal import UNFINISHED, ChangeState, Journal, Recorded
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.writing import FileWrite, remove_folders, remove_temporary, write_files
from qtbrowser.errors import ChangeCutShort, FileChanged, JournalError, WriteRefused

_TURNS = {
    # initial state -> (state meanwhile, final state, whether the files are written back)
    ChangeState.DONE: (ChangeState.UNDOING, ChangeState.UNDONE, True),
    ChangeState.UNDONE: (ChangeState.REDOING, ChangeState.DONE, False),
}
_BACK = {
    state: (ChangeState.ROLLED_BACK if state is ChangeState.PLANNED else ChangeState.UNDONE, True)
    for state in UNFINISHED
}
_FORTH = dict.fromkeys(UNFINISHED, (ChangeState.DONE, False))
_FINISH = {
    ChangeState.PLANNED: (ChangeState.DONE, False),
    ChangeState.UNDOING: (ChangeState.UNDONE, True),
    ChangeState.REDOING: (ChangeState.DONE, False),
}
_ROLL_BACK = {
    ChangeState.PLANNED: (ChangeState.ROLLED_BACK, True),
    ChangeState.UNDOING: (ChangeState.DONE, False),
    ChangeState.REDOING: (ChangeState.UNDONE, True),
}


def apply_changes(root: Path, journal: Journal, change_set: ChangeSet) -> Generator[ApplyProgress]:
    """Apply a change set: all of it, or nothing if one of its files can't be changed.

    Args:
        root: the library's folder, resolved.
        journal: records the change set before it is applied.
        change_set: the changes.

    Yields:
        Progress; the last one has the change set's number. A generator that is closed before that rolls back.

    Raises:
        FileChanged: a file has changed since it was read; nothing was written.
        WriteRefused: a file may not be replaced; nothing was written.
        JournalError: the journal can't be written, another process is changing files, or an earlier change set was
            interrupted.
        ChangeCutShort: the system failed while files were written.
    """
    with journal.turn():
        _refuse_while_cut_short(journal)
        _check(root, change_set.files)
        if not change_set.files:
            yield ApplyProgress(0, 0)
            return
        created = [file.path for file in change_set.files if file.before is None]
        step = journal.record(change_set, FilePlaces(root).missing_folders(created))
        yield from _go(root, journal, step, step.files, ChangeState.DONE, ChangeState.ROLLED_BACK)


def undo_changes(root: Path, journal: Journal, number: int | None) -> Generator[ApplyProgress]:
    """Undo a change set: the last one in force if no number is given. An interrupted one is rolled back.

    Raises:
        JournalError: there is nothing to undo, or a later change set changed the same files.
        FileChanged, WriteRefused, ChangeCutShort: as `apply_changes`.
    """
    with journal.turn():
        cut_short = journal.cut_short()
        chosen = _chosen(journal, number, ChangeState.DONE, cut_short, "undo")
        if chosen in cut_short:
            yield from _settle(root, journal, chosen, _BACK)
        else:
            _refuse_while_cut_short(journal)
            yield from _turn(root, journal, chosen, ChangeState.DONE)


def redo_changes(root: Path, journal: Journal, number: int | None) -> Generator[ApplyProgress]:
    """Apply again a change set that was undone: the last one if no number is given. An interrupted one is finished.

    Raises:
        JournalError, FileChanged, WriteRefused, ChangeCutShort: as `undo_changes`.
    """
    with journal.turn():
        cut_short = journal.cut_short()
        chosen = _chosen(journal, number, ChangeState.UNDONE, cut_short, "do again")
        if chosen in cut_short:
            yield from _settle(root, journal, chosen, _FORTH)
        else:
            _refuse_while_cut_short(journal)
            yield from _turn(root, journal, chosen, ChangeState.UNDONE)


def finish(root: Path, journal: Journal, number: int) -> Generator[ApplyProgress]:
    """Finish a change set that was interrupted.

    Yields:
        Progress; the last one names the files that were changed by others meanwhile, which are not written.

    Raises:
        JournalError: the change set was not interrupted, or another process is changing files.
        ChangeCutShort: the system failed again.
    """
    with journal.turn():
        yield from _settle(root, journal, number, _FINISH)


def roll_back(root: Path, journal: Journal, number: int) -> Generator[ApplyProgress]:
    """Take back what an interrupted change set has written; arguments, results and errors as for `finish`."""
    with journal.turn():
        yield from _settle(root, journal, number, _ROLL_BACK)


def _refuse_while_cut_short(journal: Journal) -> None:
    if cut_short := journal.cut_short():
        raise JournalError(f"Change {cut_short[0]} was begun and is not finished: finish it or roll it back first.")


def _chosen(journal: Journal, number: int | None, state: ChangeState, cut_short: Sequence[int], what: str) -> int:
    if number is not None:
        return number
    found = cut_short[-1] if cut_short else journal.newest(state)
    if found is None:
        raise JournalError(f"There is nothing to {what}.")
    return found


def _turn(root: Path, journal: Journal, number: int, state: ChangeState) -> Generator[ApplyProgress]:
    step = journal.recorded(number)
    if step.state is not state:
        raise JournalError(f"Change {number} is {step.state.replace('_', ' ')}.")
    if (later := journal.later_on(number)) is not None:
        verb = "undone" if state is ChangeState.DONE else "done again"
        raise JournalError(
            f"Change {number} can't be {verb}: change {later} touches the same files after it. Undo that first."
        )
    meanwhile, end, backwards = _TURNS[state]
    files = tuple(file.reversed() for file in step.files) if backwards else step.files
    _check(root, files)
    journal.set_state(number, meanwhile)
    yield from _go(root, journal, step, files, end, state)


def _settle(
    root: Path, journal: Journal, number: int, ways: dict[ChangeState, tuple[ChangeState, bool]]
) -> Generator[ApplyProgress]:
    step = journal.recorded(number)
    if step.state not in ways:
        raise JournalError(f"Change {number} is not cut short: it is {step.state.replace('_', ' ')}.")
    end, backwards = ways[step.state]
    remove_temporary(root, [file.path for file in step.files], step.token)
    files = tuple(file.reversed() for file in step.files) if backwards else step.files
    left: list[FileChange] = []
    strange: list[Refusal] = []
    places = FilePlaces(root)
    for file in files:
        found = _found(places, file)
        if found == file.before:
            left.append(file)
        elif found != file.after:
            strange.append(
                Refusal(file.path, str(FileChanged("", file.before, found).reason), file.before or b"", found)
            )
    yield from _go(root, journal, step, left, end, None, tuple(strange))


def _check(root: Path, files: Sequence[FileChange]) -> None:
    """Check all files of a change, and raise before anything is written."""
    places = FilePlaces(root)
    for file in files:
        found = _found(places, file)
        if found != file.before:
            raise FileChanged(file.path, file.before, found)
        if found is not None and (reason := places.refused(file.path)):
            raise WriteRefused(reason, path=file.path)


def _found(places: FilePlaces, file: FileChange) -> bytes | None:
    """The bytes of a file, or None. A file that is created or removed must have exactly this name, because on some
    systems a name that differs in case opens the same file.
    """
    comes_or_goes = file.before is None or file.after is None
    return places.read_exactly(file.path) if comes_or_goes else places.read(file.path)


def _go(
    root: Path,
    journal: Journal,
    step: Recorded,
    files: Sequence[FileChange],
    end: ChangeState,
    back: ChangeState | None,
    refusals: tuple[Refusal, ...] = (),
) -> Generator[ApplyProgress]:
    """Write files that the journal has recorded; if the caller closes the generator, they are written back."""
    done = 0
    try:
        yield ApplyProgress(0, len(files))
        with closing(write_files(root, _writes(files), token=step.token)) as written:
            for _ in written:
                done += 1
                yield ApplyProgress(done, len(files))
    except (GeneratorExit, KeyboardInterrupt):
        if back is not None:
            _write_back(root, journal, step, files, back)
        raise
    except (OSError, WriteRefused) as error:
        reason = error.reason if isinstance(error, WriteRefused) else f"{error.strerror or error}."
        path = error.path if isinstance(error, WriteRefused) else None
        raise ChangeCutShort(step.number, f"After {done} of {len(files)} files: {reason}", path=path) from error
    if end in (ChangeState.UNDONE, ChangeState.ROLLED_BACK):
        remove_folders(root, step.folders)
    journal.set_state(step.number, end)
    yield ApplyProgress(done, len(files), step.number, refusals)


def _write_back(root: Path, journal: Journal, step: Recorded, files: Sequence[FileChange], state: ChangeState) -> None:
    places = FilePlaces(root)
    written = [file.reversed() for file in files if _found(places, file) == file.after]
    for _ in write_files(root, _writes(written), token=step.token):
        pass
    if state is not ChangeState.DONE:
        remove_folders(root, step.folders)
    journal.set_state(step.number, state)


def _writes(files: Sequence[FileChange]) -> list[FileWrite]:
    return [FileWrite(file.path, file.before, file.after, file.mode, file.to_trash) for file in files]
