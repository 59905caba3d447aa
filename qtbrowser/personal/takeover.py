"""Imports once what earlier versions stored in JSON files. The files are not changed.

<data folder>/searches.json       {"format": 1, "searches": [{name, text, subject?, topic?, month?, sort}, ...]}
<data folder>/places.json         {"form": 1, "places": [[library, path, place], ...]}, the latest last
<data folder>/drafts/*/*.json     {"format": 1, library, path, read (base64), values, when}
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.moment import moment, now
from qtbrowser.personal.notices import Notice, NoticeKind
from qtbrowser.personal.tables import Value, put_newest, table_named

_DONE = "taken over"
_FORM = 1

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


def has_old_files(folder: Path) -> bool:
    """Whether a user's data folder contains files of an earlier version."""
    return any((folder / name).exists() for name in ("searches.json", "places.json", "drafts"))


def take_over(database: sqlite3.Connection, folder: Path) -> list[Notice]:
    """Import the old files, unless that was done before.

    Args:
        database: in a transaction.
        folder: the user's data folder.

    Returns:
        Notices about the files that can't be read.
    """
    if database.execute("SELECT 1 FROM fact WHERE name = ?", (_DONE,)).fetchone():
        return []
    database.execute("INSERT INTO fact VALUES (?, ?)", (_DONE, now()))
    files = [(folder / "searches.json", _import_searches), (folder / "places.json", _import_places)]
    files += [(file, _import_draft) for file in sorted((folder / "drafts").glob("*/*.json"))]
    return [notice for file, take in files if (notice := _taken(database, file, take)) is not None]


def _taken(
    database: sqlite3.Connection, file: Path, take: Callable[[sqlite3.Connection, Path, Any], None]
) -> Notice | None:
    # If a file turns out to be damaged, the entries that can be read are imported all the same.
    try:
        if file.exists():
            content = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
            if content.get("format", content.get("form", _FORM)) != _FORM:
                return Notice(NoticeKind.NEWER, str(file))
            take(database, file, content)
    except _UNREADABLE:
        return Notice(NoticeKind.OLD_FILE_UNREADABLE, str(file))
    return None


def _import_searches(database: sqlite3.Connection, file: Path, content: Any) -> None:
    def take(entry: Any, changed: str) -> None:
        texts = {"sort": "relevance", **entry}
        columns = ("name", "text", "subject", "topic", "month", "sort")
        row: dict[str, Value] = {name: storable(texts.get(name) or "") for name in columns}
        put_newest(database, table_named("saved_search"), row | {"changed": changed})

    _import_each(file, content["searches"], take)


def _import_places(database: sqlite3.Connection, file: Path, content: Any) -> None:
    def take(entry: Any, changed: str) -> None:
        library, path, place = entry
        # Before anything is written about the document.
        number = int(place)
        document = document_number(database, register_library(database, Path(library)), storable(path))
        row: dict[str, Value] = {"document": document, "place": number, "changed": changed}
        put_newest(database, table_named("reading_place"), row)

    _import_each(file, content["places"], take)


def _import_each(file: Path, entries: list[Any], take: Callable[[Any, str], None]) -> None:
    """Import every entry that can be read; ValueError at the end if one could not."""
    is_whole = True
    for entry, changed in zip(entries, _moments(file, len(entries)), strict=True):
        try:
            take(entry, changed)
        except _UNREADABLE:
            is_whole = False
    if not is_whole:
        raise ValueError("an entry can't be understood")


def _import_draft(database: sqlite3.Connection, file: Path, content: Any) -> None:
    source = base64.b64decode(content["read"], validate=True)
    values, when = dict(content["values"]), datetime.fromisoformat(content["when"])
    library = register_library(database, Path(content["library"]))
    document = document_number(database, library, storable(content["path"]))
    identity = hashlib.sha256(f"{file.parent.name}/{file.name}".encode()).hexdigest()[:32]
    kept: dict[str, Value] = {"document": document, "source": source, "form": json.dumps(values)}
    put_newest(database, table_named("draft"), {"id": identity, **kept, "changed": moment(when)})


def _moments(file: Path, count: int) -> list[str]:
    """A time for each entry of a file, in their order; the last one is the file's modification time."""
    last = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return [moment(last - timedelta(microseconds=count - number - 1)) for number in range(count)]
