"""Updates the keys of personal data when documents or their library move."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import answer_digest
from qtbrowser.errors import QtBrowserError
from qtbrowser.library.journals import journal_folder, open_journal
from qtbrowser.personal.known_documents import carry_moves, note_identities, reconcile
from qtbrowser.personal.known_libraries import (
    Recognition,
    adopt_library,
    find_library,
    journal_turn,
    known_libraries,
    recognise_library,
    register_library,
    sample_of,
    set_journal_turn,
    set_sample,
)
from qtbrowser.personal.library_journals import has_journal, store_journal
from qtbrowser.personal.personal_store import Database, personal_store

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog import Catalog
    from qtbrowser.catalog.catalog_values import Changes


class PersonalKeys:
    """Tells the personal store which documents of a library were moved, renamed or removed.

    If no personal data exists for the library, nothing is done and no file is created.

    Args:
        folder: the library's folder, resolved.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recognise(self, catalog: Catalog | None) -> Recognition:
        """Find out whether the folder is a known library that was moved or renamed; if that is certain, record its new
        place.

        Args:
            catalog: the folder's catalog, if there is one yet.

        Returns:
            The libraries that it may be, if that is in doubt; none for a folder that is known.
        """
        store = personal_store()
        if not store.exists or not store.read(self._may_be_another):
            return Recognition()
        return store.write(lambda database: recognise_library(database, self._folder, self._held_by(catalog)))

    def adopt(self, library: str | None, catalog: Catalog | None) -> None:
        """Tell which library the folder is, if that was in doubt.

        Args:
            library: the library's id; None if it is none of the known ones.
            catalog: the folder's catalog, if there is one yet.
        """

        def change(database: Database) -> None:
            number = next((known.number for known in known_libraries(database) if known.id == library), None)
            if number is None:
                register_library(database, self._folder)
            else:
                adopt_library(database, number, self._folder)
            self._follow(database, catalog, None)

        personal_store().write(change)

    def note_identities(self, catalog: Catalog | None) -> None:
        """Record by what to recognise documents (id, address, content) for which personal data was first stored since
        the last call.

        Args:
            catalog: the folder's catalog as before the next scan of its files.
        """
        # `Path.is_dir` would raise where the folder above can't be looked into.
        if os.access(journal_folder(self._folder), os.R_OK):
            self.keep_journal(catalog)

        def change(database: Database) -> None:
            library = find_library(database, self._folder)
            if library is not None and catalog is not None:
                note_identities(database, library, catalog.identities)
                if not sample_of(database, library):
                    set_sample(database, library, catalog.identities.sample())

        self._write_if_known(change)

    def keep_journal(self, catalog: Catalog | None) -> None:
        """Make sure that the library is known and its journal's name stored, so that the journal is found again when
        the library was moved.

        Args:
            catalog: the folder's catalog, if there is one yet.
        """
        store = personal_store()

        def is_kept(database: Database) -> bool:
            library = find_library(database, self._folder)
            return library is not None and has_journal(database, library) and bool(sample_of(database, library))

        def keep(database: Database) -> None:
            library = register_library(database, self._folder)
            store_journal(database, library, self._folder)
            if catalog is not None and not sample_of(database, library):
                set_sample(database, library, catalog.identities.sample())

        if not (store.exists and store.read(is_kept)):
            store.write(keep)

    def follow_journal(self) -> None:
        """Apply the moves that the journal has recorded since the last call."""
        self._write_if_known(self._follow_journal)

    def follow(self, catalog: Catalog, changes: Changes) -> None:
        """Apply the changes that a refresh has found.

        Args:
            catalog: as after the refresh.
            changes: those that it has found.
        """
        if changes.added:
            self.recognise(catalog)
        self._write_if_known(lambda database: self._follow(database, catalog, changes))

    def _write_if_known(self, change: Callable[[Database], None]) -> None:
        store = personal_store()
        if store.exists and store.read(lambda database: find_library(database, self._folder)) is not None:
            store.write(change)

    def _follow(self, database: Database, catalog: Catalog | None, changes: Changes | None) -> None:
        self._follow_journal(database)
        library = find_library(database, self._folder)
        if library is None or catalog is None:
            return
        appeared: Collection[str] = () if changes is None else (*changes.added, *changes.updated)
        reconcile(database, library, catalog.identities, appeared)
        set_sample(database, library, catalog.identities.sample())

    def _follow_journal(self, database: Database) -> None:
        library = find_library(database, self._folder)
        if library is None:
            return
        turn = journal_turn(database, library)
        try:
            moves, latest = open_journal(self._folder).moves_since(turn or 0)
        except (QtBrowserError, OSError):
            # An unreadable journal is reported when a change is made. Here, moved documents are recognised by their
            # content.
            return
        # A library that is followed for the first time has the paths after all earlier moves.
        for move in moves if turn is not None else ():
            carry_moves(database, library, move)
        if latest != turn:
            set_journal_turn(database, library, latest)

    def _may_be_another(self, database: Database) -> bool:
        return find_library(database, self._folder) is None and bool(known_libraries(database))

    def _held_by(self, catalog: Catalog | None) -> Callable[[Mapping[int, str]], Collection[int]]:
        """A function that tells which answers of a sample are in the folder: by its catalog, else by the files at the
        sample's paths.
        """
        if catalog is not None and catalog.fact("built") is not None:
            return catalog.identities.digests_among
        return lambda sample: {digest for digest, path in sample.items() if self._digest(path) == digest}

    def _digest(self, path: str) -> int:
        from qtbrowser.documents.reader import read_document

        # A path of an imported file is not trusted to stay within the folder.
        file = (self._folder / path).resolve()
        if not file.is_relative_to(self._folder) or not file.is_file():
            return 0
        try:
            return answer_digest(read_document(self._folder, path).answer)
        except QtBrowserError:
            return 0
