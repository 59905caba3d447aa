"""Exports personal data as one JSON file, and merges such a file into the present data.

    {"format": "qtbrowser-personal", "version": 1,
     "libraries": [{"id", "folder", "sample": [[digest, path], ...]}, ...],
     "documents": [{"key", "library": id, "path", "id", "address", "digest", "title", "missing"}, ...],
     "course_drafts": [{"library": id, "name", "text", "changed"}, ...],
     "kept": {"saved_search": [...], "recent_search": [...], "reading_place": [...], "draft": [...]}}

In the rows of ``kept`` a document is given by its key, and bytes are base64. Libraries and documents are recognised by
id and key, else by their content, so a file can be imported any number of times and on any computer.
"""

from __future__ import annotations

import base64
import binascii
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qtbrowser.catalog.catalog_values import DocumentIdentity
from qtbrowser.catalog.identity_lookups import SAMPLE_SIZE
from qtbrowser.catalog.storable_text import storable
from qtbrowser.errors import PersonalFileError
from qtbrowser.personal.course_drafts import StoredDraft, drafts_of, put_newest_draft
from qtbrowser.personal.known_documents import KnownDocument, insert_document, is_same_document, known_documents
from qtbrowser.personal.known_libraries import (
    CERTAIN_SHARE,
    insert_library,
    known_libraries,
    sample_of,
    set_sample,
)
from qtbrowser.personal.moment import moment, now
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import KEPT_TABLES, KeptTable, Value, forget_unused_documents, put_newest, rows_of
from qtbrowser.whole_file import whole_file

FORMAT = "qtbrowser-personal"
VERSION = 1

_MOST_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import.

    Attributes:
        rows: table name -> number of its rows in the file.
        skipped: the number of entries that could not be read and were left out.
    """

    rows: dict[str, int]
    skipped: int


def export_data(store: PersonalStore, file: Path) -> dict[str, int]:
    """Write all personal data to a file, atomically.

    Returns:
        Table name -> number of rows written.

    Raises:
        OSError: the file can't be written.
    """
    content = store.read(exported)
    with whole_file(file, private=True) as stream:
        stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode())
    counts = {name: len(rows) for name, rows in content["kept"].items()}
    return counts | {"course_draft": len(content["course_drafts"])}


def import_data(store: PersonalStore, file: Path) -> Imported:
    """Merge a file that `export_data` has written. Of two versions of an item, the newer one is kept.

    Raises:
        PersonalFileError: it is not such a file, a newer version has written it, or it is too large.
        OSError: the file can't be read.
    """
    if file.stat().st_size > _MOST_BYTES:
        raise PersonalFileError("The file is too large.", path=str(file))
    try:
        content = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise PersonalFileError("This is not a JSON file.", path=str(file)) from error
    try:
        return store.write(lambda database: merge(database, content))
    except PersonalFileError as error:
        raise PersonalFileError(error.reason, path=str(file)) from error


def exported(database: sqlite3.Connection) -> dict[str, Any]:
    """All personal data as a JSON value."""
    libraries, documents, drafts, keys = [], [], [], {}
    for library in known_libraries(database):
        sample = sorted(sample_of(database, library.number).items())
        libraries.append({"id": library.id, "folder": library.folder, "sample": sample})
        for known in known_documents(database, library.number):
            keys[known.number] = known.key
            entry = {"key": known.key, "library": library.id, **known.identity._asdict(), "missing": known.missing}
            documents.append(entry)
        drafts += [{"library": library.id, **one._asdict()} for one in drafts_of(database, library.number)]
    kept = {table.name: [_entry(table, row, keys) for row in rows_of(database, table)] for table in KEPT_TABLES}
    return {
        "format": FORMAT,
        "version": VERSION,
        "libraries": libraries,
        "documents": documents,
        "course_drafts": drafts,
        "kept": kept,
    }


def merge(database: sqlite3.Connection, content: Any) -> Imported:
    """Merge the JSON value of an export.

    Args:
        database: in a transaction.
        content: the value; it is not trusted.

    Raises:
        PersonalFileError: it is not an export, or one of a newer version. Nothing was written.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PersonalFileError("This file has no personal data of QtBrowser.")
    version = content.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise PersonalFileError("A newer version of QtBrowser has written this file.")
    return _Merge(database).run(content)


class _Refused(Exception):
    """An entry can't be read."""


class _Merge:
    """One import, within a transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._skipped = 0
        self._libraries: dict[str, int] = {}
        self._documents: dict[str, int] = {}

    def run(self, content: Mapping[str, Any]) -> Imported:
        for entry in _list(content.get("libraries")):
            self._try(self._merge_library, entry)
        for entry in _list(content.get("documents")):
            self._try(self._merge_document, entry)
        kept = content.get("kept")
        drafts = _list(content.get("course_drafts"))
        rows: dict[str, int] = {"course_draft": sum(self._try(self._merge_course_draft, entry) for entry in drafts)}
        for table in KEPT_TABLES:
            entries = _list(kept.get(table.name)) if isinstance(kept, dict) else []
            rows[table.name] = sum(self._try(self._merge_row, entry, table) for entry in entries)
        forget_unused_documents(self._database)
        return Imported({name: count for name, count in rows.items() if count}, self._skipped)

    def _try(self, take: Any, entry: object, *more: object) -> bool:
        try:
            take(_object(entry), *more)
        except _Refused:
            self._skipped += 1
            return False
        return True

    # Libraries

    def _merge_library(self, entry: Mapping[str, Any]) -> None:
        identity, folder = _text(entry, "id"), _text(entry, "folder")
        sample = dict(map(_sample_entry, _list(entry.get("sample"))[:SAMPLE_SIZE]))
        number = self._library_of(identity, sample)
        if number is None:
            # The same path on another computer is another library.
            taken = any(known.folder == folder for known in known_libraries(self._database))
            number = insert_library(self._database, identity, "" if taken else folder)
            set_sample(self._database, number, sample)
        self._libraries[identity] = number

    def _library_of(self, identity: str, sample: Mapping[int, str]) -> int | None:
        for query in ("SELECT number FROM library WHERE id = ?", "SELECT library FROM library_alias WHERE id = ?"):
            if row := self._database.execute(query, (identity,)).fetchone():
                return int(row[0])
        alike = [known.number for known in known_libraries(self._database) if self._holds_same(known.number, sample)]
        if len(alike) != 1:
            return None
        self._database.execute("INSERT INTO library_alias VALUES (?, ?)", (identity, alike[0]))
        return alike[0]

    def _holds_same(self, library: int, sample: Mapping[int, str]) -> bool:
        known = sample_of(self._database, library)
        common = len(known.keys() & sample.keys())
        return bool(common) and common >= CERTAIN_SHARE * max(len(known), len(sample))

    # Documents

    def _merge_document(self, entry: Mapping[str, Any]) -> None:
        key, library = _text(entry, "key"), self._libraries.get(_text(entry, "library"))
        digest, missing = _number(entry, "digest"), entry.get("missing")
        if library is None:
            raise _Refused
        texts = {name: _text(entry, name) for name in ("path", "id", "address", "title")}
        identity = DocumentIdentity(digest=digest, **texts)
        number = self._document_of(key, library, identity)
        if number is None:
            since = None if missing is None else _moment(entry, "missing")
            known = known_documents(self._database, library)
            if any(one.missing is None and one.identity.path == identity.path for one in known):
                # Another document is at this path now; this one is searched for at the next refresh.
                since = since or now()
            number = insert_document(self._database, library, key, identity, since)
        self._documents[key] = number

    def _document_of(self, key: str, library: int, identity: DocumentIdentity) -> int | None:
        for query in ("SELECT number FROM document WHERE key = ?", "SELECT document FROM document_alias WHERE key = ?"):
            if row := self._database.execute(query, (key,)).fetchone():
                return int(row[0])
        alike = [one for one in known_documents(self._database, library) if is_same_document(one.identity, identity)]
        number = _only(alike, identity.path)
        if number is not None:
            self._database.execute("INSERT INTO document_alias VALUES (?, ?)", (key, number))
        return number

    # Drafts of courses

    def _merge_course_draft(self, entry: Mapping[str, Any]) -> None:
        library = self._libraries.get(_text(entry, "library"))
        if library is None:
            raise _Refused
        draft = StoredDraft(_text(entry, "name"), _text(entry, "text"), _moment(entry, "changed"))
        put_newest_draft(self._database, library, draft)

    # Personal data of documents and searches

    def _merge_row(self, entry: Mapping[str, Any], table: KeptTable) -> None:
        row: dict[str, Value] = {"changed": _moment(entry, "changed")}
        if table.of_documents:
            number = self._documents.get(_text(entry, "document"))
            if number is None:
                raise _Refused
            row["document"] = number
        if table.key != "document":
            row[table.key] = _text(entry, table.key)
        entry = {**table.defaults, **entry}
        for column, kind in table.columns.items():
            row[column] = _bytes(entry, column) if kind is bytes else _value(entry, column, kind)
        if table.name == "draft" and not _is_json_object(str(row["form"])):
            raise _Refused
        put_newest(self._database, table, row)


def _only(alike: list[KnownDocument], path: str) -> int | None:
    """The matching document: the one at that path, or the only one."""
    at_path = [one for one in alike if one.identity.path == path]
    found = [one for one in at_path if one.missing is None] or at_path or alike
    return found[0].number if len(found) == 1 else None


def _entry(table: KeptTable, row: Mapping[str, Value], keys: Mapping[int, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for column, value in row.items():
        if column == "document" and isinstance(value, int):
            entry[column] = keys[value]
        else:
            entry[column] = base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
    return entry


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Refused
    return value


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str):
        raise _Refused
    return storable(value)


def _number(entry: Mapping[str, Any], name: str) -> int:
    value = entry.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not -(1 << 63) <= value < 1 << 63:
        raise _Refused
    return value


def _value(entry: Mapping[str, Any], name: str, kind: type[str] | type[int] | type[bytes]) -> Value:
    return _number(entry, name) if kind is int else _text(entry, name)


def _bytes(entry: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(_text(entry, name), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _Refused from error


def _moment(entry: Mapping[str, Any], name: str) -> str:
    try:
        return moment(datetime.fromisoformat(_text(entry, name)))
    except (ValueError, OverflowError) as error:
        raise _Refused from error


def _sample_entry(value: object) -> tuple[int, str]:
    match value:
        case [int(digest), str(path)] if -(1 << 63) <= digest < 1 << 63:
            return digest, storable(path)
    raise _Refused


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
