"""The schema of the file of personal data, as a list of migrations.

A new kind of data (highlights, study cards) is one more script at the end of `MIGRATIONS` and one
more table in `qtbrowser.personal.tables`. Rows about a document refer to ``document (number)``. Open tabs and the trail
belong to one computer, are not exported, and have no entry there. A script that has been released is never changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from qtbrowser.catalog.transaction import transaction
from qtbrowser.personal.own_words import INDEXED, add_letters, is_of_an_index, open_indexes, script
from qtbrowser.personal.table_sums import add_sums, are_right, build_sums, drop_sums

APPLICATION_ID = 0x51744270
"""Stored in the header of each file, to distinguish it from other SQLite files."""

_FIRST = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE library (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- random; what it is called in exports
    folder TEXT NOT NULL,         -- where it was opened last; empty where that is not known
    journal_turn INTEGER,         -- up to which the journal's moves are followed; NULL: not yet
    opened TEXT NOT NULL          -- when it was last opened, ISO 8601 in UTC
);
CREATE UNIQUE INDEX library_folder ON library (folder) WHERE folder != '';
CREATE TABLE library_alias (      -- ids of imported libraries that turned out to be this one
    id TEXT PRIMARY KEY,
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE library_sample (     -- by what a library is known again in another folder
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE,
    digest INTEGER NOT NULL,      -- of an answer
    path TEXT NOT NULL,
    PRIMARY KEY (library, digest)
) WITHOUT ROWID;
CREATE TABLE document (           -- only those about which something is kept
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,     -- random; stays whatever becomes of the file
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE,
    path TEXT NOT NULL,           -- where it was seen last
    id TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    digest INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    missing TEXT                  -- since when it can't be found; NULL where it is there
);
CREATE UNIQUE INDEX document_path ON document (library, path) WHERE missing IS NULL;
CREATE TABLE document_alias (     -- keys of documents that turned out to be this one
    key TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX document_alias_document ON document_alias (document);
CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    subject TEXT NOT NULL,        -- empty for any, as topic and month
    topic TEXT NOT NULL,
    month TEXT NOT NULL,
    sort TEXT NOT NULL,
    changed TEXT NOT NULL         -- ISO 8601 in UTC with microseconds, as in each of the following
) WITHOUT ROWID;
CREATE TABLE recent_search (
    folded TEXT PRIMARY KEY,      -- the text without regard to case
    text TEXT NOT NULL,
    changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE reading_place (
    document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    changed TEXT NOT NULL
);
CREATE TABLE draft (
    id TEXT PRIMARY KEY,          -- random, one each time that a document is edited
    document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
    source BLOB NOT NULL,         -- the document's file as it was read before
    form TEXT NOT NULL,           -- JSON: field -> value as the form has it
    changed TEXT NOT NULL
);
CREATE INDEX draft_document ON draft (document)
"""

_BOOKMARKS_NOTES_READING = """
CREATE TABLE bookmark (
    id TEXT PRIMARY KEY,          -- random
    document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
    folder TEXT NOT NULL,         -- names from the top, joined by "/"; empty for none
    note TEXT NOT NULL,
    created TEXT NOT NULL,        -- ISO 8601 in UTC
    changed TEXT NOT NULL
);
CREATE INDEX bookmark_document ON bookmark (document);
CREATE TABLE note (
    document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
    text TEXT NOT NULL,           -- Markdown
    changed TEXT NOT NULL
);
CREATE TABLE reading_state (
    document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
    state TEXT NOT NULL,          -- see qtbrowser.personal.reading_states
    changed TEXT NOT NULL
)
"""

_TABS_AND_TRAIL = """
CREATE TABLE open_tabs (
    library INTEGER PRIMARY KEY REFERENCES library (number) ON DELETE CASCADE,
    content TEXT NOT NULL,        -- JSON, see qtbrowser.personal.open_tabs
    changed TEXT NOT NULL
);
CREATE TABLE trail_step (
    id TEXT PRIMARY KEY,          -- random
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE,
    parent TEXT NOT NULL,         -- id of the step that it was reached from; empty for none
    title TEXT NOT NULL,
    state TEXT NOT NULL,          -- JSON of what was seen
    changed TEXT NOT NULL         -- when it was reached
) WITHOUT ROWID;
CREATE INDEX trail_step_library ON trail_step (library, changed)
"""

_STUDY = """
CREATE TABLE study_card (
    document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
    card TEXT NOT NULL,           -- the scheduler's state, JSON; empty while it was never graded
    due TEXT NOT NULL,            -- ISO 8601 in UTC
    is_suspended INTEGER NOT NULL,
    buried_until TEXT NOT NULL,   -- a day; empty for none
    lapses INTEGER NOT NULL,
    changed TEXT NOT NULL
);
CREATE TABLE study_review (
    id TEXT PRIMARY KEY,          -- random
    document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
    grade INTEGER NOT NULL,       -- 1 to 4
    before TEXT NOT NULL,         -- the card before it; empty for a new one
    lapsed INTEGER NOT NULL,      -- whether a learned card was forgotten
    changed TEXT NOT NULL         -- when it was given
);
CREATE INDEX study_review_document ON study_review (document);
CREATE INDEX study_review_changed ON study_review (changed)
"""

_REVIEW = """
CREATE TABLE review_pair (        -- merges that wait for a curator's decision
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE,
    survivor TEXT NOT NULL,       -- path of the document that would stay
    other TEXT NOT NULL,          -- and of the one that would go
    losses TEXT NOT NULL,         -- JSON, see qtbrowser.personal.review_queue
    is_skipped INTEGER NOT NULL,  -- skipped ones come last
    changed TEXT NOT NULL,
    PRIMARY KEY (library, survivor, other)
) WITHOUT ROWID
"""

_COURSE_DRAFTS = """
CREATE TABLE course_draft (       -- courses that are composed and not published
    library INTEGER NOT NULL REFERENCES library (number) ON DELETE CASCADE,
    name TEXT NOT NULL,           -- of the course's file, without the suffix
    text TEXT NOT NULL,           -- TOML, see qtbrowser.documents.course
    changed TEXT NOT NULL,
    PRIMARY KEY (library, name)
) WITHOUT ROWID
"""

_HIGHLIGHTS = """
CREATE TABLE highlight (
    id TEXT PRIMARY KEY,          -- random
    document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
    colour TEXT NOT NULL,
    quote TEXT NOT NULL,          -- see qtbrowser.personal.highlights, as prefix, suffix and place
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    place INTEGER NOT NULL,
    note TEXT NOT NULL,
    created TEXT NOT NULL,        -- ISO 8601 in UTC
    changed TEXT NOT NULL
);
CREATE INDEX highlight_document ON highlight (document)
"""

_BLANKS = """
ALTER TABLE highlight ADD COLUMN is_blank INTEGER NOT NULL DEFAULT 0
"""

_OWN_WORDS = ";\n".join(
    text.strip() for text in (script("note", "text"), script("highlight", "quote", "note"), script("bookmark", "note"))
)

_DECIDED = """
ALTER TABLE review_pair ADD COLUMN decided INTEGER
"""

_CARD_NAMES = """
CREATE TABLE card_name (
    document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
    name TEXT NOT NULL,           -- see qtbrowser.personal.card_names
    changed TEXT NOT NULL
)
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _BOOKMARKS_NOTES_READING,
    _TABS_AND_TRAIL,
    _STUDY,
    _REVIEW,
    _COURSE_DRAFTS,
    _HIGHLIGHTS,
    _BLANKS,
    _OWN_WORDS,
    _DECIDED,
    _CARD_NAMES,
)
"""Scripts, each of which raises the file's version by one; statements end with a semicolon at the end of a line."""


def version_of(database: sqlite3.Connection) -> int:
    """The version of a file: the number of migrations applied to it; 0 for an empty one."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def add_functions(database: sqlite3.Connection) -> None:
    """Prepare a connection: the triggers of the tables call functions of the program."""
    add_sums(database)
    add_letters(database)


def is_of_newer_version(database: sqlite3.Connection, newest_version: int) -> bool:
    """Whether this is a file of the program with a newer version than this."""
    return version_of(database) > newest_version and is_ours(database)


def is_ours(database: sqlite3.Connection) -> bool:
    """Whether the header says that this is a file of the program."""
    return bool(database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def migrate(database: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Apply the missing migrations to a file, each in its own transaction, and add the sums of its tables.

    Args:
        database: a connection in autocommit mode.
        migrations: all migrations, from the first.

    Raises:
        sqlite3.Error: the file can't be written; the migrations before that are applied.
    """
    add_functions(database)
    for version in range(version_of(database), len(migrations)):
        with transaction(database):
            # The sums are of the columns as they were.
            drop_sums(database)
            for statement in migrations[version].split(";\n"):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {version + 1}")
    with transaction(database):
        build_sums(database)


def is_sound(database: sqlite3.Connection) -> bool:
    """Whether a file is an undamaged one of the program: it passes SQLite's check, has the tables of its version, and
    their sums are right.

    Args:
        database: a connection outside of any transaction. All is read in one: a row that another process writes between
            the reading of a sum and of its table would look like damage.

    Returns:
        False also for an empty file and for a file of another program.
    """
    try:
        database.execute("BEGIN")
        return _is_sound(database)
    except UnicodeDecodeError:
        # In SQLite's message about a damaged name.
        return False
    except sqlite3.DatabaseError as error:
        if is_damage_of_any_kind(error):
            return False
        raise
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _is_sound(database: sqlite3.Connection) -> bool:
    version = version_of(database)
    if version < 1 or not is_ours(database):
        return False
    # One fault of each index at most, and one of something else.
    faults = [fault for (fault,) in database.execute(f"PRAGMA integrity_check({len(INDEXED) + 1})")]
    if faults != ["ok"] and not all(map(is_of_an_index, faults)):
        return False
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    added = {one for one in _columns(MIGRATIONS) if one[0] in names and _has_column(database, *one)}
    # Where the version itself is damaged, the tables and columns are those of another.
    if not added >= _columns(MIGRATIONS[:version]) or added & _columns(MIGRATIONS[version:]):
        return False
    if not names >= _tables(MIGRATIONS[:version]) or names & _tables(MIGRATIONS[version:]):
        return False
    add_functions(database)
    open_indexes(database, names)
    return are_right(database)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the file's content is damaged, rather than that the system refuses to read or
    write.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def is_damage_of_any_kind(error: sqlite3.Error) -> bool:
    """As `is_damage`, for our own statements on a file that may be damaged: where one of them is wrong, the names of
    tables or columns are damaged.
    """
    return is_damage(error) or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR


def is_refusal(error: sqlite3.Error) -> bool:
    """Whether the system refuses to read or write: a full or read-only disk, no permission, a lock held for long."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _REFUSALS


_REFUSALS = frozenset(
    {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL,
    }
)  # fmt: skip


def _tables(scripts: Sequence[str]) -> set[str]:
    """The names of the tables that scripts create."""
    lines = (line.removeprefix("CREATE ").removeprefix("VIRTUAL ") for text in scripts for line in text.splitlines())
    return {line.split()[1] for line in lines if line.startswith("TABLE ")}


def _columns(scripts: Sequence[str]) -> set[tuple[str, str]]:
    """Table and name of the columns that scripts add to tables that were there before."""
    lines = (line.split() for text in scripts for line in text.splitlines())
    return {(line[2], line[5]) for line in lines if line[:2] == ["ALTER", "TABLE"]}


def _has_column(database: sqlite3.Connection, table: str, column: str) -> bool:
    return any(row[1] == column for row in database.execute(f"PRAGMA table_info({table})"))
