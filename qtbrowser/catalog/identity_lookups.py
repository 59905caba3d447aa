"""Look-ups that recognise a document at another path, and a library in another folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from qtbrowser.catalog.catalog_values import DocumentIdentity, entry_key, file_of_key
from qtbrowser.catalog.portions import placeholders, portions

_COLUMNS = "path, coalesce(id, ''), url, digest, title"
_QUESTIONS = (
    "SELECT path, anchor, question.digest, question FROM question JOIN document ON question.document = document.number"
)
# Of documents that share an id, an address or an answer; a library may hold one answer many times.
_MOST_ALIKE = 100

SAMPLE_SIZE = 64
"""Most documents in the sample that identifies a library: those with the smallest digests of answers. Which they are
depends on the answers alone, so two samples compare as the libraries do (bottom-k sketch, Cohen and Kaplan 2007)."""


class IdentityLookups:
    """Reads from an open catalog file, hidden documents too.

    Args:
        database: the file.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def of_paths(self, paths: Iterable[str]) -> dict[str, DocumentIdentity]:
        """The identities of the documents at these paths, and of questions by their keys; those that are not there are
        left out.
        """
        wanted = list(paths)
        found = {identity.path: identity for identity in self._where("path", wanted)}
        for key in wanted:
            path, anchor = file_of_key(key)
            if anchor and key not in found:
                query = f"{_QUESTIONS} WHERE path = ? AND anchor = ? LIMIT 1"
                found |= {one.path: one for one in self._questions(query, (path, anchor))}
        return found

    def unreadable(self, paths: Iterable[str]) -> set[str]:
        """Which of these paths, or keys of questions, have a file that can't be read as a document at present."""
        keys = {key: file_of_key(key)[0] for key in paths}
        found: set[str] = set()
        for some in portions([*keys, *keys.values()]):
            query = f"SELECT path FROM problem WHERE path IN ({placeholders(some)})"
            found.update(path for (path,) in self._database.execute(query, some))
        return {key for key, path in keys.items() if key in found or path in found}

    def alike(self, identity: DocumentIdentity) -> list[DocumentIdentity]:
        """The documents that share an id, an address or an answer with one, or the questions that share an answer with
        a question; at most a hundred by each.
        """
        found: dict[str, DocumentIdentity] = {}
        if file_of_key(identity.path)[1] and identity.digest and not identity.id:
            query = f"{_QUESTIONS} WHERE question.digest = ? ORDER BY path, place LIMIT ?"
            found |= {one.path: one for one in self._questions(query, (identity.digest, _MOST_ALIKE))}
        for column, value in (("url", identity.address), ("id", identity.id), ("digest", identity.digest)):
            if value:
                found |= {one.path: one for one in islice(self._where(column, [value]), _MOST_ALIKE)}
        return list(found.values())

    def sample(self) -> dict[int, str]:
        """The digests by which the library is known again, each with the path of a document that has it."""
        query = "SELECT digest, min(path) FROM document WHERE digest != 0 GROUP BY digest ORDER BY digest LIMIT ?"
        return dict(self._database.execute(query, (SAMPLE_SIZE,)))

    def digests_among(self, digests: Iterable[int]) -> set[int]:
        """Which of these answers the library holds."""
        return {identity.digest for identity in self._where("digest", list(digests))}

    def _questions(self, query: str, values: tuple[str | int, ...]) -> Iterator[DocumentIdentity]:
        for path, anchor, digest, question in self._database.execute(query, values):
            yield DocumentIdentity(entry_key(path, anchor), digest=digest, title=question)

    def _where(self, column: str, values: Sequence[str | int]) -> Iterator[DocumentIdentity]:
        for some in portions(values):
            query = f"SELECT {_COLUMNS} FROM document WHERE {column} IN ({placeholders(some)}) ORDER BY path"
            yield from map(DocumentIdentity._make, self._database.execute(query, some))
