"""The listing part of a `Library`: what its catalog says of subjects, documents and problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Entry, Selection, Spread, Subject
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.catalog.folding import subject_key
from qtbrowser.library.library_index import LibraryIndex

if TYPE_CHECKING:
    from qtbrowser.documents.problem import Problem


class CatalogApi:
    """Lists and counts the documents of a library; without an index it is empty.

    Args:
        index: holds its catalog.
    """

    def __init__(self, index: LibraryIndex) -> None:
        self._index = index

    @property
    def left_out(self) -> dict[str, int]:
        """How many files and folders the last refresh of the whole folder has left out, by the reason:
        ``hidden``, ``trash``, ``programs`` (downloaded or built by programs), ``gitignore``, ``owner`` (excluded in
        ``.qtbrowser.toml``), ``too-large``, ``text`` (``.txt``, which a setting reads), ``other-kind`` (no documents).
        """
        catalog = self._index.catalog
        return {} if catalog is None else {str(reason): count for reason, count in catalog.left_out().items()}

    @property
    def document_count(self) -> int:
        """The number of all documents, including those hidden from lists."""
        return self.count(Selection(include_hidden=True))

    def subjects(self, include_hidden: bool = False) -> tuple[Subject, ...]:
        """The subject tree with counts and topics."""
        catalog = self._index.catalog
        return () if catalog is None else catalog.subjects.tree(include_hidden)

    def has_subject(self, name: str) -> bool:
        """Whether any document, hidden ones too, belongs to the subject of this name or one below it."""
        catalog = self._index.catalog
        return catalog is not None and catalog.subjects.has_subject(subject_key(name))

    def has_topic(self, name: str) -> bool:
        """Whether any document, hidden ones too, has the keyword of this name."""
        catalog = self._index.catalog
        return catalog is not None and catalog.has_topic(name)

    def entries(
        self,
        selection: Selection | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: EntryOrder = EntryOrder.TITLE,
    ) -> list[Entry]:
        """The question list of a selection, ordered by title, date and id, or the latest first."""
        catalog = self._index.catalog
        return [] if catalog is None else catalog.entries.of_selection(selection, limit, offset, order)

    def row_of(self, path: str, selection: Selection | None = None, order: EntryOrder = EntryOrder.TITLE) -> int | None:
        """The row, from 0, of a document in a selection's question list; None if it is not in the list."""
        catalog = self._index.catalog
        return None if catalog is None else catalog.entries.row_of(path, selection, order)

    def entries_of(self, paths: Sequence[str]) -> dict[str, Entry]:
        """The entries of these paths; those that are gone are left out."""
        catalog = self._index.catalog
        return {} if catalog is None else catalog.entries.of_paths(paths)

    def changed_since(self, moment_ns: int, limit: int, include_hidden: bool = False) -> tuple[int, list[Entry]]:
        """How many documents came or changed after a moment, and the latest; see `EntryLookups.changed_since`."""
        catalog = self._index.catalog
        return (0, []) if catalog is None else catalog.entries.changed_since(moment_ns, limit, include_hidden)

    def spread(self, selection: Selection) -> Spread:
        """How the documents of a selection spread over subjects, topics and months."""
        catalog = self._index.catalog
        return Spread() if catalog is None else catalog.entries.spread(selection)

    def count(self, selection: Selection | None = None) -> int:
        """The number of documents in a selection."""
        catalog = self._index.catalog
        return 0 if catalog is None else catalog.entries.count(selection)

    def holds_questions(self) -> bool:
        """Whether the documents are questions, see `Catalog.holds_questions`."""
        catalog = self._index.catalog
        return catalog is None or catalog.holds_questions()

    def own_dates(self, dates: Mapping[str, date]) -> dict[str, str]:
        """The dates of documents in the words of those that have a format of their own: path -> words.

        Args:
            dates: path -> date.
        """
        catalog = self._index.catalog
        formats = {} if catalog is None else catalog.date_formats(list(dates))
        if not formats:
            return {}
        from qtbrowser.rendering.dates import format_date

        return {path: _bare_line(format_date(dates[path], pattern)) for path, pattern in formats.items()}

    def alike(self, paths: Sequence[str]) -> set[str]:
        """Those of some documents whose title and subject another document of the library has as well."""
        catalog = self._index.catalog
        return set() if catalog is None else catalog.alike(paths)

    def problems(self) -> list[Problem]:
        """The problems of files that could not be read, ordered by path."""
        catalog = self._index.catalog
        return [] if catalog is None else catalog.problems()


def _bare_line(text: str) -> str:
    """`bare_line`, which isn't imported for a text without characters that it replaces: the first list needs it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    from qtbrowser.rendering.lines import bare_line

    return bare_line(text)
