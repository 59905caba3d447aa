"""A list of questions in which files that ask many are opened into their own questions. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from qtbrowser.gui.browse.rows import ListRequest

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog_values import AskedQuestion, Selection
    from qtbrowser.library import Library


class OpenedFile(NamedTuple):
    """An opened file: its path, its row in the list without opened files, and its questions."""

    path: str
    row: int
    questions: tuple[AskedQuestion, ...]


class OpenedFiles:
    """Counts rows with and without the questions of opened files.

    Args:
        library: the open library.
        request: the list; of a search or of similar documents none is opened.
        scope: the part of the library that the list is taken from.
    """

    def __init__(self, library: Library, request: ListRequest, scope: Selection) -> None:
        self._files: list[OpenedFile] = []
        if request.is_search or request.is_similar:
            return
        for path in request.opened:
            questions = library.questions(path)
            row = library.row_of(path, scope, request.order) if questions else None
            if row is not None:
                self._files.append(OpenedFile(path, row, questions))
        self._files.sort(key=lambda file: file.row)

    @property
    def total(self) -> int:
        """How many rows their questions have."""
        return sum(len(file.questions) for file in self._files)

    def row_of(self, plain_row: int) -> int:
        """The row of a document.

        Args:
            plain_row: its row in the list without opened files.
        """
        before = bisect_left(self._files, plain_row, key=lambda file: file.row)
        return plain_row + sum(len(file.questions) for file in self._files[:before])

    def question_row(self, path: str, anchor: str) -> int | None:
        """The row of a question of an opened file; None if it has none."""
        for file in self._files:
            if file.path == path:
                for number, question in enumerate(file.questions, 1):
                    if question.anchor == anchor:
                        return self.row_of(file.row) + number
        return None

    def at(self, row: int) -> tuple[int, AskedQuestion | None]:
        """What a row shows: the row of its document in the list without opened files, and its question if it is one."""
        before = 0
        for file in self._files:
            start = file.row + before
            if row <= start:
                break
            if row <= start + len(file.questions):
                return file.row, file.questions[row - start - 1]
            before += len(file.questions)
        return row - before, None
