"""The result of planning an edit: files with their bytes before and after, and what was refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qtbrowser.curation.file_changes import FileChange, FileHead, heads_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that an edit does not change.

    Attributes:
        path: the document.
        reason: the reason, a sentence.
        read: the bytes that were read, if the file has changed since.
        found: its present bytes in that case; None if the file is gone.
    """

    path: str
    reason: str
    read: bytes | None = None
    found: bytes | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether the file was changed by others meanwhile."""
        return self.read is not None


class LossKind(StrEnum):
    """What a change loses."""

    FIELD = "field"
    SUBJECT = "subject"
    ANSWER = "answer"
    TEXT = "text"
    RELATED = "related"
    KEYWORD = "keyword"
    COMMENT = "comment"
    NAVIGATION = "navigation"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a document held and that the result of a change does not hold any more.

    Attributes:
        path: the document that held it.
        kept: the document that was to hold it: the survivor of a merge, or the document itself.
        kind: what it is.
        name: the field that it was in; empty for text and comments.
        value: what is lost, as one line, shortened.
    """

    path: str
    kept: str
    kind: LossKind
    name: str
    value: str

    @property
    def sentence(self) -> str:
        """What is lost, as a sentence without the path."""
        if self.kind is LossKind.NAVIGATION:
            return f"An entry of the navigation leads nowhere then: {self.value}"
        what = {
            LossKind.FIELD: f"The field {self.name}",
            LossKind.SUBJECT: "The subject",
            LossKind.ANSWER: "The answer",
            LossKind.TEXT: "The text beside the answer",
            LossKind.RELATED: "The related question",
            LossKind.KEYWORD: "The keyword",
            LossKind.COMMENT: "The comment",
        }[self.kind]
        return f"{what} is lost: {self.value}"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A merge that a careful plan has not done, because something would be lost.

    Attributes:
        survivor: the document that would have stayed.
        other: the document that would have been removed.
        losses: what would be lost.
    """

    survivor: str
    other: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class NewSubject:
    """A subject that no document has yet.

    Attributes:
        name: as the edit names it.
        near: the present subject that may have been meant; empty if none is near.
    """

    name: str
    near: str = ""

    @property
    def sentence(self) -> str:
        """What is asked about, as one or two sentences."""
        asked = f" Did you mean “{self.near}”?" if self.near else ""
        return f"No document has the subject “{self.name}” yet.{asked}"


class ChangeCounts(NamedTuple):
    """How many files a change set moves, changes where they are, makes and removes; a moved file counts once."""

    moved: int = 0
    changed: int = 0
    made: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes of a library that are applied and undone as a whole.

    Attributes:
        label: its name in the history.
        files: the changes of files, ordered by path; unchanged files are not included. Those of a change set of the
            history are read from the journal each time they are iterated over.
        refused: the documents that could not be changed.
        moves: the old and the new path of each document whose path changes.
        losses: what the result does not hold any more, beyond what the edit was asked to remove.
        held: the merges that were not done, because something would be lost.
        needs: pairs of paths; the change of the first one makes sense only with that of the second one.
        new_subjects: the subjects that the edit makes, which are to be asked about before it is applied.
    """

    label: str
    files: Sequence[FileChange] = ()
    refused: tuple[Refusal, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    losses: tuple[Loss, ...] = ()
    held: tuple[HeldBack, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    new_subjects: tuple[NewSubject, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files that change."""
        return tuple(head.path for head in self.heads)

    @property
    def heads(self) -> Sequence[FileHead]:
        """What is known of the changes of files without their bytes."""
        return heads_of(self.files)

    def counts(self, left_out: Collection[str] = ()) -> ChangeCounts:
        """Count the files by what becomes of them.

        Args:
            left_out: the paths of files that were not written.
        """
        heads = [head for head in self.heads if head.path not in left_out]
        made = {head.path for head in heads if head.comes}
        removed = {head.path for head in heads if head.goes}
        moved = sum(old in removed and new in made for old, new in self.moves)
        changed = len(heads) - len(made) - len(removed)
        return ChangeCounts(moved, changed, len(made) - moved, len(removed) - moved)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A step of planning; the last one has the change set. `total` is 0 while it is not known."""

    done: int
    total: int
    change_set: ChangeSet | None = None


@dataclass(frozen=True, slots=True)
class ApplyProgress:
    """A step of applying a change set: files written, of all files.

    Attributes:
        number: only on the last step: the change set's number in the journal; None if there was nothing to do.
        refused: only on the last step: files that were not written because others have changed them meanwhile, which
            can happen when an interrupted change set is finished or rolled back.
    """

    done: int
    total: int
    number: int | None = None
    refused: tuple[Refusal, ...] = ()
