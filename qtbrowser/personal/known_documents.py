"""The documents with personal data: their keys, and how a key follows a document that moves.

A document is recognised by the address, answer and id in its catalog entry. Moves by the program are applied by
`carry_moves`; for all others `reconcile` compares with the catalog. A document that is not found is an orphan: its
personal data is kept, and it is searched for again each time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import uuid4

from qtbrowser.catalog.catalog_values import DocumentIdentity, entry_key, file_of_key
from qtbrowser.catalog.identity_lookups import IdentityLookups
from qtbrowser.personal.moment import now
from qtbrowser.personal.tables import join_rows
from qtbrowser.personal.view_paths import carry_in_views

# The weight of each equal property. Address, answer or id must be equal; title and file name decide between documents
# that have the same one.
_ADDRESS, _DIGEST, _ID, _TITLE, _NAME = 16, 16, 8, 2, 1


class KnownDocument(NamedTuple):
    """A row of the table of documents.

    Attributes:
        number: the row's number in the file.
        key: its name in exports; it never changes.
        identity: its properties when it was found last.
        missing: since when it can't be found, ISO 8601 in UTC; None if it exists.
    """

    number: int
    key: str
    identity: DocumentIdentity
    missing: str | None

    @property
    def has_signs(self) -> bool:
        """Whether it could be recognised at another path."""
        return bool(self.identity.address or self.identity.id or self.identity.digest)


def known_documents(database: sqlite3.Connection, library: int) -> list[KnownDocument]:
    """All documents of a library with personal data, including orphans."""
    query = "SELECT number, key, missing, path, id, address, digest, title FROM document WHERE library = ?"
    return [
        KnownDocument(number, key, DocumentIdentity(*identity), missing)
        for number, key, missing, *identity in database.execute(f"{query} ORDER BY number", (library,))
    ]


def document_number(database: sqlite3.Connection, library: int, path: str) -> int:
    """The number of the document at a path; a row is added if there is none."""
    query = "SELECT number FROM document WHERE library = ? AND path = ? AND missing IS NULL"
    row = database.execute(query, (library, path)).fetchone()
    if row is not None:
        return int(row[0])
    return insert_document(database, library, uuid4().hex, DocumentIdentity(path), None)


def insert_document(
    database: sqlite3.Connection, library: int, key: str, identity: DocumentIdentity, missing: str | None
) -> int:
    """Add a document; returns its number."""
    columns = "library, key, missing, path, id, address, digest, title"
    query = f"INSERT INTO document ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"
    return int(database.execute(query, (library, key, missing, *identity)).fetchone()[0])


def join_documents(database: sqlite3.Connection, source: int, target: int) -> None:
    """Merge two rows that turned out to be the same document.

    Args:
        database: in a transaction.
        source: the number of the row that is removed; its key becomes an alias of the target.
        target: the number of the row that gets the personal data of both.
    """
    join_rows(database, source, target)
    database.execute("UPDATE document_alias SET document = ? WHERE document = ?", (target, source))
    names = "REPLACE INTO document_alias SELECT key, ? FROM document WHERE number = ?"
    database.execute(names, (target, source))
    database.execute("DELETE FROM document WHERE number = ?", (source,))


def carry_moves(database: sqlite3.Connection, library: int, moves: Mapping[str, str]) -> None:
    """Apply moves by the program, all at once.

    Args:
        database: in a transaction.
        library: the number of the library.
        moves: old path -> new path.
    """
    new: dict[int, KnownDocument] = {}
    for one in known_documents(database, library):
        path, anchor = file_of_key(one.identity.path)
        if one.identity.path in moves:
            new[one.number] = one._replace(identity=_at(one.identity, moves[one.identity.path]))
        elif anchor and path in moves:
            new[one.number] = one._replace(identity=_at(one.identity, entry_key(moves[path], anchor)))
    taken = {one.identity.path for one in new.values() if one.missing is None}
    displaced = [
        one._replace(missing=now())
        for one in known_documents(database, library)
        if one.number not in new and one.missing is None and one.identity.path in taken
    ]
    _write(database, [*displaced, *new.values()])
    carry_in_views(database, library, moves)


def note_identities(database: sqlite3.Connection, library: int, lookups: IdentityLookups) -> None:
    """Record the properties of documents of which only the path is known so far."""
    nameless = [one for one in known_documents(database, library) if one.missing is None and not one.has_signs]
    found = lookups.of_paths(one.identity.path for one in nameless)
    _write(
        database, [one._replace(identity=found[one.identity.path]) for one in nameless if one.identity.path in found]
    )


def reconcile(database: sqlite3.Connection, library: int, lookups: IdentityLookups, appeared: Collection[str]) -> None:
    """Find documents that were moved, renamed or replaced outside the program, and update their rows.

    Args:
        database: in a transaction.
        library: the number of the library.
        lookups: its up-to-date catalog.
        appeared: the paths of documents that are new or changed since the last call. At other paths more properties
            must be equal for a document to be taken for a missing one.
    """
    known = known_documents(database, library)
    search = _Search(lookups, known, frozenset(appeared))
    changed = {one.number: found for one, found in search.results() if found != one}
    joined = search.joined()
    _write(database, [one for number, one in changed.items() if number not in joined])
    moves = {one.identity.path: found.identity.path for one, found in search.results() if not found.missing}
    carry_in_views(database, library, {old: new for old, new in moves.items() if old != new})
    for source, target in joined.items():
        join_documents(database, source, target)


class _Search:
    """One comparison of the known documents with the catalog."""

    def __init__(self, lookups: IdentityLookups, known: list[KnownDocument], appeared: frozenset[str]) -> None:
        self._lookups = lookups
        self._known = known
        self._appeared = appeared
        paths = {one.identity.path for one in known}
        self._present = lookups.of_paths(paths)
        self._unreadable = lookups.unreadable(paths - self._present.keys())
        self._owners: dict[str, KnownDocument] = {}
        self._found: dict[int, KnownDocument] = {}
        self._joined: dict[int, int] = {}
        self._settle()

    def results(self) -> list[tuple[KnownDocument, KnownDocument]]:
        """Each document's old and new row."""
        return [(one, self._found[one.number]) for one in self._known]

    def joined(self) -> dict[int, int]:
        """Orphans that turned out to be a document with another key: number of the orphan -> number of the document."""
        return self._joined

    def _settle(self) -> None:
        unsure: list[KnownDocument] = []
        for one in self._known:
            here = self._present.get(one.identity.path)
            if one.missing is None and here is None and one.identity.path in self._unreadable:
                self._keep(one, one.identity)
            elif one.missing is None and here is not None and (not one.has_signs or _same(one.identity, here)):
                self._keep(one, here)
            else:
                unsure.append(one)
        # The documents with the highest scores are assigned first.
        ranked = sorted(((*self._best(one), one) for one in unsure), key=lambda found: (-found[0], found[2].number))
        stayed: list[KnownDocument] = []
        for score, identity, one in ranked:
            if identity is not None and score and identity.path not in self._owners:
                self._keep(one, identity)
            else:
                stayed.append(one)
        for one in stayed:
            here = self._present.get(one.identity.path)
            if one.missing is None and here is not None and here.path not in self._owners:
                # No other match was found, so the document at this path is taken for an edited version.
                self._keep(one, here)
            else:
                self._lose(one)

    def _keep(self, one: KnownDocument, identity: DocumentIdentity) -> None:
        self._found[one.number] = self._owners[identity.path] = one._replace(identity=identity, missing=None)

    def _lose(self, one: KnownDocument) -> None:
        self._found[one.number] = one._replace(missing=one.missing or now())
        if one.missing is not None:
            # Personal data may have been stored for it since under a new key.
            for identity in self._lookups.alike(one.identity):
                owner = self._owners.get(identity.path)
                alike = _agreement(one.identity, identity) >= _ID + _TITLE
                if owner is not None and alike and not _contradicts(one.identity, identity):
                    self._joined[one.number] = owner.number
                    return

    def _best(self, one: KnownDocument) -> tuple[int, DocumentIdentity | None]:
        """The highest score, and the document that has it; None if several have it."""
        scores = {found: self._score(one, found) for found in self._lookups.alike(one.identity)}
        here = self._present.get(one.identity.path)
        if here is not None and not _contradicts(one.identity, here):
            score = _agreement(one.identity, here)
            scores[here] = score + _place_weight(one.identity, here) if score >= _TITLE else 0
        best = max(scores.values(), default=0)
        found = [identity for identity, score in scores.items() if score == best and identity.path not in self._owners]
        return (best, found[0]) if best and len(found) == 1 else (0, None)

    def _score(self, one: KnownDocument, found: DocumentIdentity) -> int:
        if found.path in self._owners or _contradicts(one.identity, found):
            return 0
        score = _agreement(one.identity, found)
        if found.path in self._appeared or file_of_key(found.path)[0] in self._appeared:
            return score if score >= _ID else 0
        same_address = bool(found.address) and found.address == one.identity.address
        same_id = bool(found.id) and found.id == one.identity.id
        return score if same_address or (same_id and score >= _ID + _TITLE) else 0


def is_same_document(one: DocumentIdentity, other: DocumentIdentity) -> bool:
    """Whether two rows of one library, perhaps from different times, are of the same document."""
    if _contradicts(one, other):
        return False
    if _agreement(one, other) >= _ID + _TITLE:
        return True
    # At the same path it is the same document, unless both have properties and none of these are equal.
    has_signs = all(identity.address or identity.id or identity.digest for identity in (one, other))
    return one.path == other.path and not (has_signs and _agreement(one, other) <= _NAME)


def _same(one: DocumentIdentity, other: DocumentIdentity) -> bool:
    """Whether a property is equal that is hardly ever shared by two documents."""
    return bool(one.address and one.address == other.address) or bool(one.digest and one.digest == other.digest)


def _place_weight(one: DocumentIdentity, here: DocumentIdentity) -> int:
    """The weight of the last known path: it outweighs a copy of the document elsewhere."""
    differs = any(first and second and first != second for first, second in zip(one[1:3], here[1:3], strict=True))
    return 4 if differs else 64


def _contradicts(one: DocumentIdentity, other: DocumentIdentity) -> bool:
    """Whether both id and address differ, so that these are different documents even if they have the same answer."""
    pairs = ((one.address, other.address), (one.id, other.id))
    given = [first == second for first, second in pairs if first and second]
    return bool(given) and not any(given) and (len(given) == 2 or one.title != other.title)


def _agreement(one: DocumentIdentity, other: DocumentIdentity) -> int:
    names = (PurePosixPath(one.path).name, PurePosixPath(other.path).name)
    return (
        _ADDRESS * bool(one.address and one.address == other.address)
        + _DIGEST * bool(one.digest and one.digest == other.digest)
        + _ID * bool(one.id and one.id == other.id)
        + _TITLE * bool(one.title and one.title == other.title)
        + _NAME * (names[0] == names[1])
    )


def _at(identity: DocumentIdentity, path: str) -> DocumentIdentity:
    return identity._replace(path=path)


def _write(database: sqlite3.Connection, documents: Collection[KnownDocument]) -> None:
    """Update rows; documents may have exchanged their paths."""
    # Two rows must not have the same path even for a moment.
    numbers = [(one.number,) for one in documents]
    database.executemany("UPDATE document SET missing = coalesce(missing, '') WHERE number = ?", numbers)
    change = "UPDATE document SET missing = ?, path = ?, id = ?, address = ?, digest = ?, title = ? WHERE number = ?"
    database.executemany(change, [(one.missing, *one.identity, one.number) for one in documents])
