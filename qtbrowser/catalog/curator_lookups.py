"""Look-ups for plans of a curator, so that a plan reads no more files than it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import topic_key
from qtbrowser.catalog.selection_sql import subject_condition

# What reads links is imported by the methods that need it: opening a library and listing its documents do not.
if TYPE_CHECKING:
    from qtbrowser.catalog.link_targets import Named


class CuratorLookups:
    """The part of `qtbrowser.catalog.catalog.Catalog` with the look-ups for plans; hidden documents count like others.

    Args:
        database: an open catalog file.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def curated(self, path: str) -> tuple[str | None, str, str, str, str, str] | None:
        """Id as text, address, folder, own subject, key of the subject, and date of the document at a path; None if
        there is none.
        """
        sql = "SELECT id, url, folder, own_subject, subject_key, coalesce(date, '') FROM document WHERE path = ?"
        found: tuple[str | None, str, str, str, str, str] | None = self._database.execute(sql, (path,)).fetchone()
        return found

    def paths_linking_to(self, names: Sequence[int]) -> list[str]:
        """The documents with a link that may mean one of these names, given by their hashes."""
        marks = ",".join("?" * len(names))
        rows = self._database.execute(
            f"SELECT path FROM document WHERE number IN (SELECT document FROM link WHERE target IN ({marks}))", names
        )
        return [row[0] for row in rows]

    def names_of(self, path: str) -> list[int]:
        """The hashes of the names of the document at a path."""
        sql = "SELECT hash FROM name JOIN document ON document.number = name.document WHERE path = ?"
        return [row[0] for row in self._database.execute(sql, (path,))]

    def linking_paths(self, path: str) -> list[str]:
        """The documents that link to the one at a path, hidden ones too, itself left out."""
        from qtbrowser.catalog.link_targets import PLACES

        rows = self._database.execute(
            "SELECT source.path, link.document, link.place FROM document"
            " JOIN name ON name.document = document.number JOIN link ON link.target = name.hash"
            " JOIN document AS source ON source.number = link.document"
            " WHERE document.path = ? AND source.number != document.number",
            (path,),
        ).fetchall()
        found: set[str] = set()
        for source, number, place in rows:
            if source not in found and self._leads_to(path, source, number, place // PLACES * PLACES):
                found.add(source)
        return sorted(found)

    def link_counts(self) -> dict[str, int]:
        """How many other documents have a link by a name of each document, which may be that of several.

        Returns:
            Path -> number of documents; those without any are left out.
        """
        rows = self._database.execute(
            "SELECT document.path, count(DISTINCT link.document) FROM name JOIN link ON link.target = name.hash"
            " JOIN document ON document.number = name.document WHERE link.document != name.document GROUP BY 1"
        )
        return {str(path): int(count) for path, count in rows}

    def documents_named(self, hashes: Sequence[int]) -> dict[int, list[Named]]:
        """The documents that have names with these hashes.

        Args:
            hashes: of `link_names.name_hash`; at most `PLACES`.
        """
        from qtbrowser.catalog.link_targets import Named

        marks = ",".join("?" * len(hashes))
        found: dict[int, list[Named]] = {}
        for name, rank, path in self._database.execute(
            "SELECT name.hash, name.rank, document.path FROM name JOIN document ON document.number = name.document"
            f" WHERE name.hash IN ({marks})",
            tuple(hashes),
        ):
            found.setdefault(name, []).append(Named(rank, path))
        return found

    def other_files_named(self, name: int) -> list[str]:
        """The files of vaults, other than documents, that have a name with this hash."""
        rows = self._database.execute("SELECT path FROM other_file WHERE hash = ?", (name,))
        return [path for (path,) in rows]

    def _leads_to(self, path: str, source: str, number: int, first: int) -> bool:
        """Whether a link, whose names may mean several documents, leads to the one at a path.

        Args:
            path: of the document.
            source, number: path and number of the document with the link.
            first: the place of the link's first name.
        """
        from qtbrowser.catalog.link_names import NameRank
        from qtbrowser.catalog.link_targets import PLACES, Named, chosen

        rows = self._database.execute(
            "SELECT link.place, name.rank, document.path FROM link JOIN name ON name.hash = link.target"
            " JOIN document ON document.number = name.document"
            " WHERE link.document = ? AND link.place BETWEEN ? AND ? ORDER BY link.place",
            (number, first, first + PLACES - 1),
        ).fetchall()
        of_first = [Named(rank, named) for place, rank, named in rows if place == rows[0][0]]
        # By an id that several documents have, a link leads to each of them.
        return chosen(of_first, source) == path or (
            all(one.rank == NameRank.ADDRESS for one in of_first) and any(one.path == path for one in of_first)
        )

    def paths(self) -> list[str]:
        """The paths of all documents."""
        return [row[0] for row in self._database.execute("SELECT path FROM document ORDER BY path")]

    def some_in_folder(self, folder: str, most: int) -> list[str]:
        """The first documents in a folder, at most so many."""
        sql = "SELECT path FROM document WHERE folder = ? ORDER BY path LIMIT ?"
        return [row[0] for row in self._database.execute(sql, (folder, most))]

    def paths_of_subject(self, key: str) -> list[str]:
        """The documents of a subject and those below it."""
        where, values = subject_condition("subject_key", key)
        sql = f"SELECT path FROM document WHERE {where} ORDER BY path"
        return [row[0] for row in self._database.execute(sql, values)]

    def paths_of_further_subject(self, key: str) -> list[str]:
        """The documents that name a subject, or one below it, beside their own."""
        where, values = subject_condition("key", key)
        joined = "document JOIN further_subject ON further_subject.document = number"
        sql = f"SELECT DISTINCT path FROM {joined} WHERE {where}"
        return [row[0] for row in self._database.execute(sql, values)]

    def paths_of_topic(self, topic: str) -> list[str]:
        """The documents that have a keyword, in any case."""
        rows = self._database.execute(
            "SELECT DISTINCT path FROM document JOIN topic ON topic.document = document.number"
            " JOIN spelling ON spelling.number = topic.spelling WHERE spelling.key = ? ORDER BY path",
            (topic_key(topic),),
        )
        return [row[0] for row in rows]

    def has_topic(self, topic: str) -> bool:
        """Whether any document has a keyword, in any case."""
        sql = "SELECT 1 FROM topic JOIN spelling ON spelling.number = topic.spelling WHERE spelling.key = ? LIMIT 1"
        return self._database.execute(sql, (topic_key(topic),)).fetchone() is not None

    def spellings_of_subject(self, key: str) -> dict[str, int]:
        """The spellings of a subject in its documents and those below it, with how many have each."""
        where, values = subject_condition("subject_key", key)
        sql = f"SELECT own_subject, count(*) FROM document WHERE own_subject != '' AND {where} GROUP BY own_subject"
        return dict(self._database.execute(sql, values).fetchall())

    def folders_of_subject(self, key: str) -> dict[str, int]:
        """The folders with documents of a subject, with how many each has."""
        sql = "SELECT folder, count(*) FROM document WHERE subject_key = ? GROUP BY folder"
        return dict(self._database.execute(sql, (key,)).fetchall())

    def subjects_in_folder(self, folder: str) -> dict[str, int]:
        """The keys of the subjects in a folder, with how many documents each has there."""
        sql = "SELECT subject_key, count(*) FROM document WHERE folder = ? GROUP BY subject_key"
        return dict(self._database.execute(sql, (folder,)).fetchall())

    def ids_in_use(self) -> set[int]:
        """All ids that are numbers, and those that are texts of digits: ``'7'`` is the same id as 7."""
        digits = "id != '' AND id NOT GLOB '*[^0-9]*' AND length(id) < 19"
        number = "coalesce(id_number, CAST(id AS INTEGER))"
        sql = f"SELECT DISTINCT {number} FROM document WHERE id_number IS NOT NULL OR {digits}"
        return {row[0] for row in self._database.execute(sql)}

    def paths_with_id(self, identity: int | str) -> list[str]:
        """The documents that have an id."""
        sql = "SELECT path FROM document WHERE id = ? ORDER BY path"
        return [row[0] for row in self._database.execute(sql, (str(identity),))]

    def paths_with_address(self, url: str) -> list[str]:
        """The documents that give this as their address."""
        sql = "SELECT path FROM document WHERE url = ? ORDER BY path"
        return [row[0] for row in self._database.execute(sql, (url,))]

    def newest(self, key: str | None) -> Iterator[tuple[str, str]]:
        """The documents of a subject, of all if it is None, with their dates (ISO 8601 or empty), the newest first."""
        where = "1" if key is None else "subject_key = ?"
        sql = f"SELECT path, coalesce(date, '') FROM document WHERE {where} ORDER BY date DESC, path"
        yield from self._database.execute(sql, () if key is None else (key,))
