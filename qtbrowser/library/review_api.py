"""The part of a `Library` with the merges that wait for a curator's decision, and with copies in several subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.documents.confined_open import place_of
from qtbrowser.library.edit_api import EditApi
from qtbrowser.library.journals import open_journal
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.review_queue import ReviewPair, ReviewQueue

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet, HeldBack
    from qtbrowser.curation.edits import Edit, MergeDocuments

_EMPTY: tuple[object, ...] = (None, "", [], {})


class Decision(StrEnum):
    """What a curator decides about two documents, of which one may go."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    JOIN = "join"
    SKIP = "skip"


class CopiesChoice(StrEnum):
    """What a curator wants of documents that are in several subjects."""

    COPIES = "copies"
    IN_STEP = "in-step"
    ONE = "one"


class ReviewApi:
    """Keeps merges that would lose something, and plans what the curator decides about them.

    Args:
        folder: the library's folder, resolved.
        edits: plans the merges.
    """

    def __init__(self, folder: Path, edits: EditApi) -> None:
        self._folder = folder
        self._edits = edits

    def add(self, held: Iterable[HeldBack]) -> None:
        """Keep the merges that a plan has held back."""
        self._queue().add(
            ReviewPair(one.survivor, one.other, tuple(loss.sentence for loss in one.losses)) for one in held
        )

    def pairs(self) -> tuple[ReviewPair, ...]:
        """The pairs that wait, by path, skipped ones last.

        A pair of which a document is gone waits again when the document returns; one that was decided, when that is
        undone.
        """
        pairs = self._queue().all()
        taken_back = self._taken_back(pairs)
        return tuple(
            pair
            for pair in pairs
            if (pair.decided is None or pair.decided in taken_back)
            and all(place_of(self._folder, path).is_file() for path in (pair.survivor, pair.other))
        )

    def last(self) -> ReviewPair | None:
        """The pair that was decided or skipped last, if its decision is in force; None if there is none."""
        pairs = self._queue().latest()
        taken_back = self._taken_back(pairs)
        return next((pair for pair in pairs if pair.is_skipped or pair.decided not in taken_back), None)

    def _taken_back(self, pairs: Iterable[ReviewPair]) -> frozenset[int]:
        is_needed = any(pair.decided is not None for pair in pairs)
        return open_journal(self._folder).taken_back() if is_needed else frozenset()

    def decided(self, pair: ReviewPair, decision: Decision) -> ChangeSet | None:
        """The change that a decision means; it is applied by `EditApi.apply`, and then told to `record`.

        Args:
            pair: the two documents; the survivor is the left one.
            decision: keep both, which ``.qtbrowser.toml`` then remembers; keep the left or the right one; or join: keep
                the left one, with the fields that only the right one has.

        Returns:
            The change set; None for a pair that is skipped.

        Raises:
            LibraryError: ``.qtbrowser.toml`` can't be read, or the library is not indexed.
            DocumentError: a document can't be read.
        """
        from qtbrowser.curation.checks.ignored import keeping_both

        if decision is Decision.SKIP:
            self._queue().skip(pair)
            return None
        if decision is Decision.BOTH:
            return keeping_both(self._folder, pair.survivor, pair.other)
        for progress in self._edits.plan(self.merge(pair, decision)):
            if progress.change_set is not None:
                return progress.change_set
        return None

    def merge(self, pair: ReviewPair, decision: Decision) -> MergeDocuments:
        """The merge that a decision means.

        Raises:
            DocumentError: a document can't be read.
        """
        from qtbrowser.curation.edits import MergeDocuments

        if decision is Decision.RIGHT:
            return MergeDocuments(pair.other, (pair.survivor,))
        choices = dict.fromkeys(self._missing(pair), pair.other) if decision is Decision.JOIN else {}
        return MergeDocuments(pair.survivor, (pair.other,), choices, all_subjects=decision is Decision.JOIN)

    def record(self, pair: ReviewPair, number: int | None) -> None:
        """Record that a pair is decided.

        Args:
            pair: the pair.
            number: of the decision's change set in the history; while that is undone, the pair waits again. None if
                nothing had to be changed, because the decision holds already.
        """
        if number is None:
            self._queue().remove(pair)
        else:
            self._queue().decide(pair, number)

    def unskip(self, pair: ReviewPair) -> None:
        """Give a pair that was skipped its place by path again."""
        self._queue().unskip(pair)

    def declaring_copies(self, paths: Sequence[str], *, in_step: bool = False) -> ChangeSet:
        """The change of ``.qtbrowser.toml`` that declares documents as copies of each other.

        Args:
            paths: the documents.
            in_step: whether a change of one is to be offered for the others.

        Raises:
            LibraryError: the file exists and can't be read.
        """
        from qtbrowser.curation.checks.ignored import declaring_copies

        return declaring_copies(self._folder, [paths], in_step=in_step)

    def resolving_copies(self, groups: Sequence[Sequence[str]], choice: CopiesChoice) -> ChangeSet | Edit:
        """What is to be done about documents that are in several subjects.

        Args:
            groups: of each group of copies the documents; the first one would stay, with its subject as the first.
            choice: what is to be done.

        Returns:
            The change of ``.qtbrowser.toml`` that declares them; for one document with several subjects the edit, which
            is to be planned.

        Raises:
            LibraryError: ``.qtbrowser.toml`` can't be read.
        """
        from qtbrowser.curation.checks.ignored import declaring_copies
        from qtbrowser.curation.edits import Bulk, MergeDocuments, Several

        if choice is not CopiesChoice.ONE:
            return declaring_copies(self._folder, groups, in_step=choice is CopiesChoice.IN_STEP)
        merges = tuple(MergeDocuments(first, tuple(others), all_subjects=True) for first, *others in groups)
        return Bulk(Several(merges, f"Make {len(merges):,} documents of copies"))

    def copies_in_step(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The copies that are declared to be kept in step with some documents, without these; none if
        ``.qtbrowser.toml`` can't be read.
        """
        from qtbrowser.curation.checks.ignored import read_what_holds

        return read_what_holds(self._folder).copies_in_step(paths)

    def _missing(self, pair: ReviewPair) -> Iterator[str]:
        """The fields that only the document that would go has."""
        from qtbrowser.curation.losses import is_compared

        left, right = (self._edits.edited_document(path) for path in (pair.survivor, pair.other))
        for name, value in right.fields.items():
            if is_compared(name) and value not in _EMPTY and left.fields.get(name) in _EMPTY:
                yield name

    def _queue(self) -> ReviewQueue:
        return ReviewQueue(personal_store(), self._folder)
