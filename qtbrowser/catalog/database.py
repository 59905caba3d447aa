"""The catalog's SQLite file: its tables, and opening it for one writer and many readers.

SQLite is used instead of a structure in memory because its queries release Python's lock (the window stays responsive),
because a part of 360,000 entries can be read without loading the rest, and because each change is a transaction.

The writer deletes a document's topics and links itself: checked foreign keys would cost a fifth of its time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from qtbrowser.catalog.damage import DamageConnection, damage_told
from qtbrowser.database_address import database_address
from qtbrowser.documents.document import READING_VERSION
from qtbrowser.errors import CacheNotWritable, IndexDamaged, WrittenByNewer

SCHEMA_VERSION = 10

FOLDER_KINDS = "folder_kinds"
"""Name of the fact that holds what the library's folders were written for, as `FolderKinds.as_text` writes it."""

READING = "reading"
"""Name of the fact that holds the version of the reader that read the documents, see `document.READING_VERSION`."""

LEFT_OUT = "left_out"
"""Name of the fact that tells how many files and folders were left out, by the reason, as JSON."""

FILE_NAMES = "file_names"
"""Name of the fact that holds the further names of documents, links and hard links, as JSON: name -> path."""

DRIVE = "drive"
"""Name of the fact that tells which device the folder was on, see `folder_reach.drive_of`."""

INDEX_GENERATION = "index_generation"
"""Name of the fact that holds the commit of the full-text index that the catalog belongs to."""

_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    id TEXT,                      -- as text, for look-ups
    id_number INTEGER,            -- NULL where the id is no number
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    date TEXT,                    -- ISO 8601
    hidden INTEGER NOT NULL,
    url TEXT NOT NULL,
    digest INTEGER NOT NULL,      -- of the answer, see folding.answer_digest; 0 where there is none
    folder TEXT NOT NULL,
    content INTEGER NOT NULL,     -- digest of the file's bytes, see reader.content_digest
    date_format TEXT NOT NULL,    -- the document's own, see rendering.dates; empty for the usual one
    position REAL,                -- among the documents of its folder; NULL where it names none
    seen_ns INTEGER NOT NULL,     -- when this content was first indexed, since 1970; 0: when the library was
    own_subject TEXT NOT NULL,    -- as the document names it; empty where it names none
    subject TEXT NOT NULL,        -- that, or the folder's
    subject_key TEXT NOT NULL
);
CREATE INDEX document_id ON document (id);
CREATE INDEX document_url ON document (url);
CREATE INDEX document_digest ON document (digest);
-- In the order of lists, with all that a page far down has to skip, see entry_lookups.
CREATE INDEX document_order ON document (title_key, date, id_number, id, path, hidden);
CREATE INDEX document_date ON document (date DESC, title_key, id_number, id, path, hidden);
CREATE INDEX document_position ON document (position) WHERE position IS NOT NULL;
CREATE INDEX document_subject ON document (subject_key, hidden);
CREATE TABLE further_subject (    -- of documents that are in several subjects: those beside document.subject
    key TEXT NOT NULL,
    document INTEGER NOT NULL,    -- number of the document
    subject TEXT NOT NULL,        -- as the document names it
    PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX further_subject_document ON further_subject (document);
CREATE TABLE spelling (           -- of a keyword; the key is what all its spellings share
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE
);
CREATE INDEX spelling_key ON spelling (key);
CREATE TABLE topic (
    document INTEGER NOT NULL,    -- number of the document
    spelling INTEGER NOT NULL,    -- number of the spelling
    PRIMARY KEY (document, spelling)
) WITHOUT ROWID;
CREATE INDEX topic_spelling ON topic (spelling);
CREATE TABLE link (
    target INTEGER NOT NULL,      -- hash of a name that is linked to, see link_names
    document INTEGER NOT NULL,    -- number of the document
    place INTEGER NOT NULL,       -- of the link and the name, see link_targets.outgoing
    PRIMARY KEY (target, document, place)
) WITHOUT ROWID;
CREATE INDEX link_document ON link (document);
CREATE TABLE name (
    hash INTEGER NOT NULL,        -- of a name by which a document is linked to, see link_names
    document INTEGER NOT NULL,    -- number of the document
    rank INTEGER NOT NULL,        -- see link_names.NameRank
    PRIMARY KEY (hash, document)
) WITHOUT ROWID;
CREATE INDEX name_document ON name (document);
CREATE TABLE question (           -- of a file that asks many, see documents.question_entries
    document INTEGER NOT NULL,    -- number of the document
    place INTEGER NOT NULL,       -- where it begins in the plain text of the answer
    question TEXT NOT NULL,
    anchor TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest INTEGER NOT NULL,      -- of what is below it, see folding.answer_digest; 0 where there is nothing
    PRIMARY KEY (document, place, anchor)
) WITHOUT ROWID;
CREATE INDEX question_digest ON question (digest);
CREATE TABLE other_file (         -- of vaults: files that links name by the end of their paths
    hash INTEGER NOT NULL,        -- of the name
    path TEXT NOT NULL,
    PRIMARY KEY (hash, path)
) WITHOUT ROWID;
CREATE TABLE problem (
    path TEXT NOT NULL,
    size INTEGER,                 -- NULL: look again each time
    mtime_ns INTEGER,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    line INTEGER,
    message TEXT NOT NULL,
    fix TEXT
);
CREATE INDEX problem_path ON problem (path);
CREATE TABLE branch (             -- one node of the subject tree, ready to be shown
    key TEXT NOT NULL,
    hidden INTEGER NOT NULL,      -- 1: hidden documents are counted too
    value TEXT NOT NULL,          -- JSON: name, count, topics
    PRIMARY KEY (key, hidden)
) WITHOUT ROWID;
"""


def create_database(file: Path) -> sqlite3.Connection:
    """Make a new, empty catalog file.

    Raises:
        CacheNotWritable: the file can't be written.
    """
    with damage_told(file), _connected(file) as connection:
        connection.executescript("PRAGMA journal_mode = WAL;" + _TABLES)
        facts = [("schema", str(SCHEMA_VERSION)), (READING, READING_VERSION)]
        connection.executemany("INSERT INTO fact VALUES (?, ?)", facts)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.commit()
    return connection


def open_database(file: Path) -> sqlite3.Connection:
    """Open an existing catalog file; where its folder can't be written, for reading alone.

    Raises:
        IndexDamaged: it is missing, no SQLite file, damaged at its head, or of an older schema version.
        WrittenByNewer: it is of a newer one.
        CacheNotWritable: it can be opened in no way.
    """
    if not file.is_file():
        raise IndexDamaged("The catalog is missing.", path=str(file))
    try:
        return _opened(file)
    except CacheNotWritable:
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _opened(file, unchanging=True)


def _opened(file: Path, *, unchanging: bool = False) -> sqlite3.Connection:
    with damage_told(file), _connected(file, unchanging=unchanging) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < SCHEMA_VERSION:
            raise IndexDamaged(f"The catalog is of version {version}, not {SCHEMA_VERSION}.", path=str(file))
        noted = connection.execute("SELECT value FROM fact WHERE name = 'schema'").fetchone()
        if noted is None or noted[0] != str(version):
            raise IndexDamaged("The catalog's version is damaged.", path=str(file))
        if version > SCHEMA_VERSION:
            raise WrittenByNewer(str(file))
    return connection


@contextmanager
def _connected(file: Path, *, unchanging: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection, which stays open after the block unless that raises.

    Args:
        unchanging: whether the file is read as it is, without a lock or a log beside it: its folder can't be written.
    """
    # Without a lock another process that does write would be overlooked; there is none where nobody can.
    name = database_address(file.absolute(), "mode=ro&immutable=1") if unchanging else file
    with ExitStack() as opened:
        # Several threads use one connection; SQLite itself serializes their calls.
        connection = opened.enter_context(
            closing(
                sqlite3.connect(
                    name,
                    timeout=30,
                    isolation_level=None,
                    check_same_thread=False,
                    factory=DamageConnection,
                    uri=unchanging,
                )
            )
        )
        connection.path = str(file)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -16000")
        yield connection
        opened.pop_all()
