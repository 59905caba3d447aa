"""The result of planning an edit: files with their bytes before and after, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that changes.

    Attributes:
        path: relative to the library, with ``/``.
        before: its bytes; None where there is no such file.
        after: its bytes then; None where there is none any more.
        mode: the permissions of a file that comes or goes, as `os.stat` gives them; None for the usual ones.
        to_trash: a file that goes is put into the system's trash, not just removed.
    """

    path: str
    before: bytes | None
    after: bytes | None
    mode: int | None = None
    to_trash: bool = False

    def reversed(self) -> FileChange:
        """The change that takes this one back."""
        return FileChange(self.path, self.after, self.before, self.mode)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that an edit leaves alone.

    Attributes:
        path: the document.
        reason: why, a sentence.
        read: where the file has changed since it was read: what it was then.
        found: and what it is now; None where it is gone.
    """

    path: str
    reason: str
    read: bytes | None = None
    found: bytes | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else has changed the file meanwhile."""
        return self.read is not None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One step of work on a library, done and undone as a whole.

    Attributes:
        label: what it does, as the history names it.
        files: what changes, by path; a file that stays as it is is not in it.
        refused: documents it could not do.
        moves: the documents that get another path: the path before and the one after.
    """

    label: str
    files: tuple[FileChange, ...] = ()
    refused: tuple[Refusal, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files that change."""
        return tuple(change.path for change in self.files)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A step of planning; the last one carries the change set. `total` is 0 while it is not known."""

    done: int
    total: int
    change_set: ChangeSet | None = None


@dataclass(frozen=True, slots=True)
class ApplyProgress:
    """A step of carrying out a change set: files written of all files.

    Attributes:
        number: only on the last step: the change set's number in the journal; None where nothing was to be done.
        refused: only on the last step: files left alone because somebody else has changed them meanwhile, which
            happens where a change set that was cut short is finished or rolled back.
    """

    done: int
    total: int
    number: int | None = None
    refused: tuple[Refusal, ...] = ()
