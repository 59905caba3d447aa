"""Look-ups for plans of a curator, so that a plan reads no more files than it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from qtbrowser.catalog.folding import topic_key
from qtbrowser.catalog.link_targets import names_of


class CuratorLookups:
    """The part of `qtbrowser.catalog.catalog.Catalog` with the look-ups for plans; hidden documents count like others.

    Args:
        database: an open catalog file.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def linking_paths(self, path: str) -> list[str]:
        """The documents that link to the one at a path, hidden ones too, itself left out."""
        row = self._database.execute("SELECT path, id, url FROM document WHERE path = ?", (path,)).fetchone()
        if row is None:
            return []
        names = names_of(*row)
        marks = ",".join("?" * len(names))
        rows = self._database.execute(
            "SELECT path FROM document WHERE path != ? AND number IN"
            f" (SELECT document FROM link WHERE target IN ({marks})) ORDER BY path",
            (path, *names),
        )
        return [row[0] for row in rows]

    def paths(self) -> list[str]:
        """The paths of all documents."""
        return [row[0] for row in self._database.execute("SELECT path FROM document ORDER BY path")]

    def paths_of_subject(self, key: str) -> list[str]:
        """The documents of a subject and those below it."""
        # "0" is the character after "/".
        where = "subject_key = ? OR (subject_key > ? AND subject_key < ?)"
        sql = f"SELECT path FROM document WHERE {where} ORDER BY path"
        return [row[0] for row in self._database.execute(sql, (key, key + "/", key + "0"))]

    def paths_of_topic(self, topic: str) -> list[str]:
        """The documents that have a keyword, in any case."""
        rows = self._database.execute(
            "SELECT DISTINCT path FROM document JOIN topic ON topic.document = document.number"
            " JOIN spelling ON spelling.number = topic.spelling WHERE spelling.key = ? ORDER BY path",
            (topic_key(topic),),
        )
        return [row[0] for row in rows]

    def spellings_of_subject(self, key: str) -> list[str]:
        """The spellings of a subject in its documents and those below it, the commonest first."""
        where = "own_subject != '' AND (subject_key = ? OR (subject_key > ? AND subject_key < ?))"
        sql = f"SELECT own_subject FROM document WHERE {where} GROUP BY own_subject ORDER BY count(*) DESC, own_subject"
        return [row[0] for row in self._database.execute(sql, (key, key + "/", key + "0"))]

    def folder_of_subject(self, key: str) -> str | None:
        """The folder with most documents of a subject; None where it has no documents."""
        row = self._database.execute(
            "SELECT folder FROM document WHERE subject_key = ? GROUP BY folder ORDER BY count(*) DESC, folder LIMIT 1",
            (key,),
        ).fetchone()
        return None if row is None else str(row[0])

    def subjects_in_folder(self, folder: str) -> int:
        """How many different subjects the documents of a folder belong to."""
        sql = "SELECT count(DISTINCT subject_key) FROM document WHERE folder = ?"
        return int(self._database.execute(sql, (folder,)).fetchone()[0])

    def names_own_subject(self, path: str) -> bool:
        """Whether the document at a path names its subject itself."""
        row = self._database.execute("SELECT own_subject FROM document WHERE path = ?", (path,)).fetchone()
        return row is not None and row[0] != ""

    def ids_in_use(self) -> set[int]:
        """All ids that are numbers."""
        sql = "SELECT DISTINCT id_number FROM document WHERE id_number IS NOT NULL"
        return {row[0] for row in self._database.execute(sql)}

    def paths_with_id(self, identity: int | str) -> list[str]:
        """The documents that have an id."""
        sql = "SELECT path FROM document WHERE id = ? ORDER BY path"
        return [row[0] for row in self._database.execute(sql, (str(identity),))]

    def has_address(self, url: str) -> bool:
        """Whether a document gives this as its address."""
        return self._database.execute("SELECT 1 FROM document WHERE url = ?", (url,)).fetchone() is not None

    def latest_of(self, keys: Iterable[str]) -> str | None:
        """The newest document of the first of these subjects that has any; of all where none has."""
        for key in keys:
            sql = "SELECT path FROM document WHERE subject_key = ? ORDER BY date DESC, path LIMIT 1"
            if row := self._database.execute(sql, (key,)).fetchone():
                return str(row[0])
        row = self._database.execute("SELECT path FROM document ORDER BY date DESC, path LIMIT 1").fetchone()
        return None if row is None else str(row[0])
