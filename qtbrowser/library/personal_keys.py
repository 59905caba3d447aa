"""Keeps what is remembered about documents with them: when they move, and when their library does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import answer_digest
from qtbrowser.errors import QtBrowserError
from qtbrowser.personal.known_documents import carry_moves, reconcile
from qtbrowser.personal.known_libraries import (
    Recognition,
    adopt_library,
    find_library,
    known_libraries,
    recognise_library,
    register_library,
    set_sample,
)
from qtbrowser.personal.personal_store import personal_store

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog import Catalog
    from qtbrowser.catalog.catalog_values import Changes
    from qtbrowser.curation.journal import Journal


class PersonalKeys:
    """The part of a library that tells the personal store what has become of its documents.

    Nothing is done, and no file made, where nothing is kept about any document yet.

    Args:
        folder: the library's folder, resolved.
        catalog: gives its catalog, if there is one yet.
        journal: gives its journal.
    """

    def __init__(self, folder: Path, catalog: Callable[[], Catalog | None], journal: Callable[[], Journal]) -> None:
        self._folder = folder
        self._catalog = catalog
        self._journal = journal

    def recognise(self) -> Recognition:
        """Find out whether the folder is a library that was moved or renamed; where that is certain, it is followed.

        Returns:
            What has been found; nothing for a folder that is known.
        """
        store = personal_store()
        if not store.exists or not store.read(self._may_be_another):
            return Recognition()
        return store.write(lambda database: recognise_library(database, self._folder, self._held))

    def adopt(self, library: str | None) -> None:
        """Say which library the folder is, where that was in doubt.

        Args:
            library: the id of the one that it is; None where it is a new one.
        """

        def change(database: sqlite3.Connection) -> None:
            numbers = {known.id: known.number for known in known_libraries(database)}
            if library in numbers:
                adopt_library(database, numbers[library], self._folder)
            else:
                register_library(database, self._folder)
            self._follow(database, None)

        personal_store().write(change)

    def follow_journal(self) -> None:
        """Follow the documents that the program has moved since the last time."""
        self._write_if_known(self._follow_journal)

    def follow(self, changes: Changes) -> None:
        """Follow all that has changed, after a refresh."""
        if self._catalog() is None:
            return
        if changes.added or changes.updated or changes.removed:
            self.recognise()
        self._write_if_known(lambda database: self._follow(database, changes))

    def _write_if_known(self, change: Callable[[sqlite3.Connection], None]) -> None:
        store = personal_store()
        if store.exists and store.read(lambda database: find_library(database, self._folder)) is not None:
            store.write(change)

    def _follow(self, database: sqlite3.Connection, changes: Changes | None) -> None:
        self._follow_journal(database)
        library, catalog = find_library(database, self._folder), self._catalog()
        if library is None or catalog is None:
            return
        appeared: Collection[str] = () if changes is None else (*changes.added, *changes.updated)
        reconcile(database, library, catalog.identities, appeared)
        set_sample(database, library, catalog.identities.sample())

    def _follow_journal(self, database: sqlite3.Connection) -> None:
        library = find_library(database, self._folder)
        if library is None:
            return
        turn = database.execute("SELECT journal_turn FROM library WHERE number = ?", (library,)).fetchone()[0]
        try:
            moves, latest = self._journal().moves_since(turn or 0)
        except QtBrowserError:
            # The journal tells of it where a person asks for a change; what moved is looked for by its content.
            return
        # Nothing was kept about documents of this folder before it was first followed.
        for move in moves if turn is not None else ():
            carry_moves(database, library, move)
        if latest != turn:
            database.execute("UPDATE library SET journal_turn = ? WHERE number = ?", (latest, library))

    def _may_be_another(self, database: sqlite3.Connection) -> bool:
        return find_library(database, self._folder) is None and bool(known_libraries(database))

    def _held(self, sample: Mapping[int, str]) -> Collection[int]:
        """Which answers of a sample the folder holds: by the catalog, else by the files at the paths of the sample."""
        catalog = self._catalog()
        if catalog is not None and catalog.fact("built") is not None:
            return catalog.identities.digests_among(sample)
        return {digest for digest, path in sample.items() if self._digest(path) == digest}

    def _digest(self, path: str) -> int:
        from qtbrowser.documents.reader import read_document

        if not (self._folder / path).is_file():
            return 0
        try:
            return answer_digest(read_document(self._folder, path).answer)
        except QtBrowserError:
            return 0
