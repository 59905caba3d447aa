"""Applies and undoes change sets, and finishes or rolls back those that were interrupted.

Which files were written is seen from the files: each is as before or as after the change. A file that is neither was
changed by somebody else, and is left alone, with the files whose change makes no sense without its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, Refusal
from qtbrowser.curation.file_changes import FileChange, FileChanges
from qtbrowser.curation.journal import UNFINISHED, ChangeState, Journal, Recorded
from qtbrowser.curation.library_file_edits import with_same_entries
from qtbrowser.documents.file_places import SEVERAL_NAMES, FilePlaces
from qtbrowser.documents.library_file import FILE
from qtbrowser.documents.writing import FileWrite, join_names, remove_folders, remove_temporary, write_files
from qtbrowser.errors import ChangeCutShort, FileChanged, JournalError, Suspended, WriteRefused

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
    """Apply a change set, except to files that were changed by others since they were read, and what goes with them.

    Args:
        root: the library's folder, resolved.
        journal: records the change set before it is applied.
        change_set: the changes.

    Yields:
        Progress; the last one has the change set's number and the files that were left out. A generator that is closed
        before that rolls back; one into which `Suspended` is thrown stops after the present file.

    Raises:
        FileChanged: each file has changed since it was read, or goes with one that has; nothing was written.
        WriteRefused: no file may be replaced; nothing was written.
        JournalError: the journal can't be written, another process is changing files, or an earlier change set was
            interrupted.
        ChangeCutShort: the system failed while files were written.
    """
    with journal.turn():
        _refuse_while_cut_short(journal)
        split = _split(root, FileChanges.of(change_set.files), change_set.needs)
        if not split.files:
            if split.fault is not None:
                raise split.fault
            yield ApplyProgress(0, 0)
            return
        created = [head.path for head in split.files.heads if head.comes]
        step = journal.record(_only(change_set, split.files), FilePlaces(root).missing_folders(created))
        yield from _go(root, journal, step, split.files, ChangeState.DONE, ChangeState.ROLLED_BACK, split.left_out)


def _only(change_set: ChangeSet, files: FileChanges) -> ChangeSet:
    """The part of a change set that concerns some of its files."""
    if len(files) == len(change_set.files):
        return replace(change_set, files=files)
    paths = {head.path for head in files.heads}
    return replace(
        change_set,
        files=files,
        moves=tuple(pair for pair in change_set.moves if paths.issuperset(pair)),
        needs=tuple(pair for pair in change_set.needs if paths.issuperset(pair)),
    )


def undo_changes(root: Path, journal: Journal, number: int | None) -> Generator[ApplyProgress]:
    """Undo a change set: the last one in force if no number is given. An interrupted one is rolled back.

    Files that were changed by others since are left out, with what goes with them; the same number given again undoes
    those that are by then as the change set has left them.

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
    recorded = FileChanges.of(step.files)
    meanwhile, end, backwards = _TURNS[state]
    if step.state not in (state, end):
        raise JournalError(f"Change {number} is {step.state.replace('_', ' ')}.")
    files = recorded.reversed() if backwards else recorded
    split = _split(root, files, step.needs)
    if step.state is end and not split.files:
        # It has been turned already, and nothing of it is left to do.
        raise JournalError(f"Change {number} is {step.state.replace('_', ' ')}.")
    if (later := journal.later_on(number)) is not None:
        verb = "undone" if state is ChangeState.DONE else "done again"
        raise JournalError(
            f"Change {number} can't be {verb}: change {later} touches the same files after it. Undo that first."
        )
    if not split.files and split.fault is not None:
        raise split.fault
    journal.set_state(number, meanwhile)
    yield from _go(root, journal, step, split.files, end, step.state, split.left_out)


def _settle(
    root: Path, journal: Journal, number: int, ways: dict[ChangeState, tuple[ChangeState, bool]]
) -> Generator[ApplyProgress]:
    step = journal.recorded(number)
    if step.state not in ways:
        raise JournalError(f"Change {number} is not cut short: it is {step.state.replace('_', ' ')}.")
    end, backwards = ways[step.state]
    recorded = FileChanges.of(step.files)
    remove_temporary(root, [head.path for head in recorded.heads], step.token)
    files = recorded.reversed() if backwards else recorded
    left, strange = _still_to_write(root, files, step.needs)
    yield from _go(root, journal, step, left, end, None, strange, _names_of_one(recorded, step.needs))


def _names_of_one(files: FileChanges, needs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The names of each file of a change that had several (hard links): each needs the other, and holds the same."""
    stay = {head.path for head in files.heads if not (head.comes or head.goes)}
    pairs = set(needs)
    groups: dict[str, list[str]] = {}
    for path, needed in needs:
        if path < needed and (needed, path) in pairs and {path, needed} <= stay:
            few, many = sorted((groups.setdefault(name, [name]) for name in (path, needed)), key=len)
            if few is not many:
                many += few
                groups.update(dict.fromkeys(few, many))
    alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for file in files.only(groups):
        # Hashes will do: the bytes are compared again where files are made one.
        alike[groups[file.path][0], hash((file.before, file.after))].append(file.path)
    return [names for names in alike.values() if len(names) > 1]


@dataclass(frozen=True)
class _Split:
    """The files of a change that can be written now, and those that are left out.

    Attributes:
        files: those that can be written; without those that are already as they are to be.
        left_out: the others, with the reasons.
        fault: the first reason, as an exception; None if nothing is left out.
    """

    files: FileChanges
    left_out: tuple[Refusal, ...]
    fault: FileChanged | WriteRefused | None


def _split(root: Path, files: FileChanges, needs: Sequence[tuple[str, str]]) -> _Split:
    """Look at each file of a change before anything is written."""
    places = FilePlaces(root)
    names = _Names(places, files)
    can: dict[str, None] = {}
    own_file: FileChange | None = None
    faults: dict[str, FileChanged | WriteRefused] = {}
    for file in files:
        try:
            found = _found(places, file)
        except (OSError, WriteRefused) as error:
            why = error.reason if isinstance(error, WriteRefused) else f"The file can't be read: {error.strerror}."
            faults[file.path] = WriteRefused(why, path=file.path)
            continue
        if found == file.after:
            continue
        if found != file.before:
            if file.path != FILE or (joined := with_same_entries(file.before, file.after, found)) is None:
                faults[file.path] = FileChanged(file.path, file.before, found)
            elif joined != found:
                own_file = FileChange(FILE, found, joined, file.mode, file.to_trash)
                can[FILE] = None
        elif found is not None and (reason := names.refused(file.path)):
            faults[file.path] = WriteRefused(reason, path=file.path)
        else:
            can[file.path] = None
    left_out = [_refusal(path, error) for path, error in faults.items()]
    for path, needed in _with_needs(faults, needs):
        if path in can:
            del can[path]
            left_out.append(Refusal(path, f"It goes with {needed}, which is left alone."))
    if left_out and set(can) == {FILE} and len(files) > 1:
        # Redirects of documents that stay.
        del can[FILE]
    return _Split(files.only(can, own_file).together(names.linked), tuple(left_out), next(iter(faults.values()), None))


class _Names:
    """Tells which files of a change may be replaced: of one that has several names (hard links), all have to change.

    Attributes:
        linked: the paths of such files.
    """

    def __init__(self, places: FilePlaces, files: FileChanges) -> None:
        self._places = places
        self._files = files
        self._joint: dict[str, str] | None = None
        self.linked: set[str] = set()

    def refused(self, path: str) -> str | None:
        """Why a file may not be replaced, as a sentence; None where it may."""
        reason = self._places.refused(path)
        if reason != SEVERAL_NAMES:
            return reason
        if self._joint is None:
            heads = self._files.heads
            self._joint = self._places.joint(head.path for head in heads if not (head.comes or head.goes))
        names = Counter(self._joint.values())
        if path not in self._joint or (reason := self._places.refused(path, names[self._joint[path]])):
            return reason
        self.linked.add(path)
        return None


def _with_needs(out: Iterable[str], needs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The files that make no sense without those that are left out, each with the one that it needs."""
    needed_by: defaultdict[str, list[str]] = defaultdict(list)
    for path, needed in needs:
        needed_by[needed].append(path)
    queue = list(out)
    seen = set(queue)
    while queue:
        needed = queue.pop()
        for path in needed_by.get(needed, ()):
            if path not in seen:
                seen.add(path)
                queue.append(path)
                yield path, needed


def _still_to_write(
    root: Path, files: FileChanges, needs: Sequence[tuple[str, str]]
) -> tuple[FileChanges, tuple[Refusal, ...]]:
    """The files of a change that was begun which are as before it, and refusals of those that others have changed, and
    of what goes with these.
    """
    places = FilePlaces(root)
    left: dict[str, None] = {}
    strange: dict[str, Refusal] = {}
    for file in files:
        found = _found(places, file)
        if found == file.before:
            left[file.path] = None
        elif found != file.after:
            strange[file.path] = _refusal(file.path, FileChanged(file.path, file.before, found))
    for path, needed in _with_needs(tuple(strange), needs):
        if path in left:
            del left[path]
            strange[path] = Refusal(path, f"It goes with {needed}, which is left alone.")
    return files.only(left), tuple(strange.values())


def _refusal(path: str, error: FileChanged | WriteRefused) -> Refusal:
    if isinstance(error, FileChanged):
        return Refusal(path, error.reason, error.read or b"", error.found)
    return Refusal(path, error.reason)


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
    files: FileChanges,
    end: ChangeState,
    back: ChangeState | None,
    refusals: tuple[Refusal, ...] = (),
    joint: Sequence[Sequence[str]] = (),
) -> Generator[ApplyProgress]:
    """Write files that the journal has recorded, except those that others change meanwhile, and what goes with them.

    If the caller closes the generator, they are written back. If it throws `Suspended`, they stay as they are, and the
    change set is one that was interrupted. At the end those that are `joint` become names of one file again.
    """
    done = 0
    left = files
    changed: tuple[Refusal, ...] = ()
    try:
        yield ApplyProgress(0, len(files))
        while left:
            try:
                for part in left.portions():
                    with closing(write_files(root, _writes(part), token=step.token)) as written:
                        for _ in written:
                            done += 1
                            yield ApplyProgress(done, len(files))
                break
            except FileChanged as error:
                left, changed = _still_to_write(root, files, step.needs)
                if not (left or done) or all(refusal.path != error.path for refusal in changed):
                    raise
    except (GeneratorExit, KeyboardInterrupt):
        if back is not None:
            _write_back(root, journal, step, files, back)
        raise
    except Suspended:
        if done + len(changed) == len(files):
            _close(root, journal, step, end, joint)
        elif not done and back is not None:
            _close(root, journal, step, back)
        raise
    except (OSError, WriteRefused) as error:
        reason = error.reason if isinstance(error, WriteRefused) else f"{error.strerror or error}."
        path = error.path if isinstance(error, WriteRefused) else None
        raise ChangeCutShort(step.number, f"After {done} of {len(files)} files: {reason}", path=path) from error
    _close(root, journal, step, end, joint)
    yield ApplyProgress(done, len(files), step.number, (*refusals, *changed))


def _close(
    root: Path, journal: Journal, step: Recorded, state: ChangeState, joint: Sequence[Sequence[str]] = ()
) -> None:
    """Record that a change set has come to a state, and remove the empty folders that are not in it."""
    for names in joint:
        join_names(root, names, step.token)
    if state is not ChangeState.DONE:
        remove_folders(root, step.folders)
    journal.set_state(step.number, state)


def _write_back(root: Path, journal: Journal, step: Recorded, files: FileChanges, state: ChangeState) -> None:
    places = FilePlaces(root)
    written = {file.path for file in files if _found(places, file) == file.after}
    for part in files.only(written).reversed().portions():
        for _ in write_files(root, _writes(part), token=step.token):
            pass
    _close(root, journal, step, state)


def _writes(files: Sequence[FileChange]) -> list[FileWrite]:
    return [FileWrite(file.path, file.before, file.after, file.mode, file.to_trash) for file in files]
