"""The file of personal data: writers at once, kills, damage, migrations, backups, disks that refuse."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from filelock import FileLock

from qtbrowser.personal.backups import KEPT
from qtbrowser.personal.migrations import MIGRATIONS
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.searches import SavedSearch, SavedSearches

LATER = "CREATE TABLE later (id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (number))"


def names(store: PersonalStore) -> list[str]:
    return [search.name for search in SavedSearches(store).all()]


def save(store: PersonalStore, *given: str) -> None:
    for name in given:
        SavedSearches(store).save(SavedSearch(name, name.upper()))


def kinds(store: PersonalStore) -> list[NoticeKind]:
    return [notice.kind for notice in store.take_notices()]


def test_nothing_is_made_before_something_is_kept(store: PersonalStore) -> None:
    assert not store.exists
    assert not store.folder.exists()


def test_what_was_kept_is_there_for_the_next_start(store: PersonalStore) -> None:
    search = SavedSearch("Mine", "tide", "seas", "moon", "2025-01", "date")
    SavedSearches(store).save(search)
    assert SavedSearches(PersonalStore()).all() == (search,)
    assert not store.take_notices()


def test_what_is_recalled_is_read_again_after_anybody_wrote(store: PersonalStore) -> None:
    looked: list[int] = []

    def look(database: sqlite3.Connection) -> tuple[str, ...]:
        looked.append(1)
        return tuple(name for (name,) in database.execute("SELECT name FROM saved_search ORDER BY name"))

    save(store, "One")
    first = store.recall("names", look)
    assert first == ("One",)
    assert store.recall("names", look) is first
    PersonalStore(store.folder).write(lambda database: database.execute("UPDATE saved_search SET name = 'Two'"))
    assert store.recall("names", look) == ("Two",)
    save(store, "Three")
    assert store.recall("names", look) == ("Three", "Two")
    # A file of an earlier time in its place.
    before = store.file.read_bytes()
    save(store, "Four")
    assert len(store.recall("names", look)) == 3
    store.file.write_bytes(before)
    assert store.recall("names", look) == ("Three", "Two")
    assert len(looked) == 5


def test_nothing_is_recalled_while_the_data_is_in_memory(store: PersonalStore, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    unusable = PersonalStore(tmp_path / "file" / "folder")
    save(unusable, "One")
    assert unusable.recall("names", lambda _database: len(names(unusable))) == 1
    save(unusable, "Two")
    assert unusable.recall("names", lambda _database: len(names(unusable))) == 2
    assert not store.exists


WRITER = """
import sys
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.searches import RecentSearches, SavedSearch, SavedSearches
from qtbrowser.personal.places import ReadingPlaces
from pathlib import Path

who, count = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
store = PersonalStore()
for number in range(count):
    SavedSearches(store).save(SavedSearch(f"{who}-{number}", "words"))
    ReadingPlaces(store).put(Path("/library"), {f"{who}/{number}.md": number + 1})
    print(number, flush=True)
assert not store.take_notices()
"""


def start_writer(who: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, who, str(count)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_several_processes_that_write_at_once_lose_nothing(store: PersonalStore) -> None:
    writers = [start_writer(who, 12) for who in "abc"]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    save(store, *(f"own-{number}" for number in range(12)))
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert sorted(names(store)) == sorted(f"{who}-{number}" for who in ("a", "b", "c", "own") for number in range(12))
    count = "SELECT count(*) FROM reading_place"
    assert store.read(lambda database: database.execute(count).fetchone()[0]) == 36


def test_several_threads_share_one_store(store: PersonalStore) -> None:
    threads = [threading.Thread(target=save, args=(store, *(f"{who}{number}" for number in range(5)))) for who in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(store)) == 10


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_a_kill_in_the_middle_of_writing_loses_nothing_that_was_written(store: PersonalStore, after: int) -> None:
    writer = start_writer("killed", 200)
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write("\n")
    writer.stdin.flush()
    for number in range(after + 1):
        assert writer.stdout.readline() == f"{number}\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    found = names(store)
    assert {f"killed-{number}" for number in range(after + 1)} <= set(found)
    save(store, "afterwards")
    assert "afterwards" in names(PersonalStore())
    assert not store.take_notices()


KILLED_INSIDE = """
import os
from qtbrowser.personal.personal_store import PersonalStore
store = PersonalStore()
def change(database):
    database.execute("PRAGMA cache_size = 1")
    for number in range(2000):
        row = (f"{number}", "x" * 2000)
        database.execute("INSERT INTO saved_search VALUES (?, ?, '', '', '', '', '')", row)
    os._exit(9)
store.write(change)
"""


def test_a_transaction_that_was_cut_short_is_rolled_back(store: PersonalStore) -> None:
    save(store, "before")
    ended = subprocess.run([sys.executable, "-c", KILLED_INSIDE], check=False)
    assert ended.returncode == 9
    assert store.file.with_name(f"{store.file.name}-journal").exists()
    assert names(PersonalStore()) == ["before"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def overwrite(file: Path) -> None:
    file.write_bytes(b"no database at all" * 300)


def scramble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)


def zero_header(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[:100] = bytes(100)
    file.write_bytes(content)


def drop_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE saved_search")


def drop_later_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE study_card")


def count_version_back(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")


def replace_by_other_database(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE something (a)")


def remove(file: Path) -> None:
    file.unlink()


DAMAGES = [
    *(cut, empty, overwrite, scramble, zero_header, drop_tables, drop_later_tables, count_version_back),
    *(replace_by_other_database, remove),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_put_aside_and_the_newest_sound_backup_used(
    store: PersonalStore, damage: Callable[[Path], None]
) -> None:
    save(store, "kept")
    back_up_as_of(store, 0)
    save(store, "lost")
    damage(store.file)
    spoilt = store.file.read_bytes() if store.file.exists() else b""
    again = PersonalStore()
    assert names(again) == ["kept"]
    (notice,) = again.take_notices()
    assert notice.kind is NoticeKind.RESTORED
    assert str(store.file) in str(notice)
    if spoilt:
        assert Path(notice.aside).read_bytes() == spoilt
    assert not again.take_notices()
    save(again, "new")
    assert names(PersonalStore()) == ["kept", "new"]


def test_damage_while_the_program_runs_is_noticed(store: PersonalStore) -> None:
    save(store, "kept")
    back_up_as_of(store, 0)
    overwrite(store.file)
    assert names(store) == ["kept"]
    assert kinds(store) == [NoticeKind.RESTORED]


def test_a_damaged_backup_is_passed_over(store: PersonalStore) -> None:
    save(store, "older")
    back_up_as_of(store, 2)
    save(store, "newer")
    overwrite(back_up_as_of(store, 1))
    overwrite(store.file)
    assert names(PersonalStore()) == ["older"]


@pytest.mark.parametrize("damage", [remove, empty])
def test_a_journal_of_a_lost_file_is_not_applied_to_the_backup(
    store: PersonalStore, damage: Callable[[Path], None]
) -> None:
    save(store, "kept")
    back_up_as_of(store, 0)
    damage(store.file)
    journal = store.file.with_name(f"{store.file.name}-journal")
    journal.write_bytes(b"of the lost file")
    assert names(PersonalStore()) == ["kept"]
    assert not journal.exists()
    (aside,) = store.folder.glob("personal-damaged-*-journal")
    assert aside.read_bytes() == b"of the lost file"


def test_each_damaged_file_is_kept_under_a_name_of_its_own(store: PersonalStore) -> None:
    save(store, "kept")
    back_up_as_of(store, 0)
    # One for each second that the test may take.
    now = datetime.now(UTC)
    for seconds in range(60):
        stamp = (now + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H%M%S")
        (store.folder / f"personal-damaged-{stamp}.sqlite3").write_bytes(b"earlier")
    overwrite(store.file)
    again = PersonalStore()
    assert names(again) == ["kept"]
    (notice,) = again.take_notices()
    assert Path(notice.aside).name.endswith("-2.sqlite3")
    assert all(place.read_bytes() == b"earlier" for place in store.folder.glob("personal-damaged-*[0-9][0-9].sqlite3"))


def test_without_a_sound_backup_the_damaged_file_is_kept_aside(store: PersonalStore) -> None:
    save(store, "lost")
    overwrite(store.file)
    again = PersonalStore()
    assert names(again) == []
    (notice,) = again.take_notices()
    assert notice.kind is NoticeKind.EMPTIED
    assert Path(notice.aside).exists()
    save(again, "new")
    assert names(again) == ["new"]


def back_up_as_of(store: PersonalStore, days_ago: int) -> Path:
    """The present file as the backup of an earlier day, in the place of any that is there."""
    day = datetime.now(UTC) - timedelta(days=days_ago)
    place = store.folder / "backups" / f"personal-{day.date().isoformat()}.sqlite3"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(store.file.read_bytes())
    os.utime(place, (day.timestamp(), day.timestamp()))
    return place


def test_one_backup_a_day_and_five_kept(store: PersonalStore) -> None:
    save(store, "first")
    backups = store.folder / "backups"
    assert not backups.exists(), "there was nothing to keep"
    save(PersonalStore(), "second")
    assert len(list(backups.iterdir())) == 1
    save(PersonalStore(), "third")
    assert len(list(backups.iterdir())) == 1
    for days_ago in range(1, 9):
        back_up_as_of(store, days_ago)
    today = datetime.now(UTC).date()
    (backups / f"personal-{today.isoformat()}.sqlite3").unlink()
    names(PersonalStore())
    expected = [f"personal-{(today - timedelta(days=ago)).isoformat()}.sqlite3" for ago in range(KEPT)]
    assert sorted(place.name for place in backups.iterdir()) == sorted(expected)


class Tomorrow(datetime):
    """A clock that is a day ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(days=1)


def test_a_program_that_runs_for_days_backs_up_each_day(store: PersonalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store, "first")
    assert not (store.folder / "backups").exists()
    monkeypatch.setattr("qtbrowser.personal.personal_store.datetime", Tomorrow)
    save(store, "second")
    (backup,) = (store.folder / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as database:
        assert database.execute("SELECT name FROM saved_search").fetchall() == [("first",)]


def test_a_backup_that_can_not_be_made_is_no_obstacle(store: PersonalStore) -> None:
    save(store, "first")
    (store.folder / "backups").write_bytes(b"in the way")
    again = PersonalStore()
    save(again, "second")
    assert names(again) == ["first", "second"]
    assert again.is_kept
    assert not again.take_notices()


def test_a_migration_is_made_after_a_backup(store: PersonalStore) -> None:
    save(store, "kept")
    newer = PersonalStore(migrations=(*MIGRATIONS, LATER))
    assert names(newer) == ["kept"]
    newer.write(lambda database: database.execute("SELECT * FROM later").fetchall())
    (backup,) = (store.folder / "backups").glob(f"*-version-{len(MIGRATIONS)}.sqlite3")
    with closing(sqlite3.connect(backup)) as database:
        assert database.execute("SELECT name FROM saved_search").fetchall() == [("kept",)]
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_migration_that_fails_changes_nothing(store: PersonalStore) -> None:
    save(store, "kept")
    with pytest.raises(sqlite3.OperationalError, match="syntax"):
        names(PersonalStore(migrations=(*MIGRATIONS, "CREATE TABLE one (a);\nNO SQL")))
    assert names(PersonalStore()) == ["kept"]
    assert store.read(tables) == tables_of(store.file)


def tables(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def tables_of(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return tables(database)


def test_a_file_that_an_older_version_puts_back_meanwhile_is_migrated(store: PersonalStore) -> None:
    save(store, "old")
    older = store.file.read_bytes()
    newer = PersonalStore(migrations=(*MIGRATIONS, LATER))
    save(newer, "new")
    store.file.write_bytes(older)
    assert names(newer) == ["old"]
    assert "later" in tables_of(store.file)


def test_the_file_of_a_newer_version_is_left_alone(store: PersonalStore) -> None:
    save(PersonalStore(migrations=(*MIGRATIONS, LATER)), "newer")
    content = store.file.read_bytes()
    assert names(store) == []
    save(store, "for now")
    assert names(store) == ["for now"]
    assert not store.is_kept
    assert kinds(store) == [NoticeKind.NEWER]
    assert store.file.read_bytes() == content
    assert names(PersonalStore(migrations=(*MIGRATIONS, LATER))) == ["newer"]


def test_a_newer_version_that_comes_meanwhile_is_left_alone(store: PersonalStore) -> None:
    save(store, "mine")
    newer = PersonalStore(migrations=(*MIGRATIONS, LATER))
    save(newer, "newer")
    save(store, "for now")
    assert kinds(store) == [NoticeKind.NEWER]
    assert names(newer) == ["mine", "newer"]


def test_a_backup_of_an_older_version_is_migrated(store: PersonalStore) -> None:
    save(store, "old")
    newer = PersonalStore(migrations=(*MIGRATIONS, LATER))
    assert names(newer) == ["old"]
    for backup in (store.folder / "backups").iterdir():
        if "version" not in backup.name:
            backup.unlink()
    overwrite(store.file)
    again = PersonalStore(migrations=(*MIGRATIONS, LATER))
    assert names(again) == ["old"]
    assert "later" in tables_of(store.file)


READ_ONLY = """
import os, stat, sys
import qtbrowser.personal.personal_store as module
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.searches import RecentSearches, SavedSearch, SavedSearches

def names(store):
    return [search.name for search in SavedSearches(store).all()]

def save(store, *given):
    for name in given:
        SavedSearches(store).save(SavedSearch(name, "words"))

if os.geteuid() == 0:
    os.setuid(65534)  # permissions don't bind root
module.RETRY_SECONDS = 0.0
store = PersonalStore()
save(store, "before")
paths = [store.file, store.folder]
for path in paths:
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
again = PersonalStore()
assert names(again) == ["before"]
save(again, "one", "two")
RecentSearches(again).add("tide")
assert names(again) == ["before", "one", "two"]
told = [str(notice) for notice in again.take_notices()]
assert len(told) == 1 and "can't be written" in told[0], told
assert not again.is_kept
for path in paths:
    path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)
save(again, "three")
assert again.is_kept and not again.take_notices()
assert names(PersonalStore()) == ["before", "one", "two", "three"]
assert RecentSearches(PersonalStore()).all() == ("tide",)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a folder is made read-only by its permissions")
def test_a_read_only_disk_is_told_once_and_is_no_obstacle() -> None:
    # In a folder that another user may get into as well.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        environment = {**os.environ, "QTBROWSER_DATA_DIR": f"{folder}/data", "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-c", READ_ONLY], check=True, env=environment)


def test_a_folder_that_can_not_be_made_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = PersonalStore(tmp_path / "file" / "data")
    save(store, "one")
    assert names(store) == ["one"]
    assert kinds(store) == [NoticeKind.NOT_WRITABLE]


@pytest.mark.skipif(sys.platform == "win32", reason="there, such a name is not found")
def test_a_folder_whose_name_is_too_long_is_no_obstacle(tmp_path: Path) -> None:
    store = PersonalStore(tmp_path / ("a" * 300))
    assert store.exists
    assert names(store) == []
    save(store, "one")
    assert names(store) == ["one"]
    (notice,) = store.take_notices()
    assert notice.reason == "File name too long."


@pytest.mark.parametrize("damage", [None, overwrite, replace_by_other_database])
def test_a_lock_that_another_process_holds_is_told_once_and_is_no_obstacle(
    store: PersonalStore, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None] | None
) -> None:
    save(store, "before")
    back_up_as_of(store, 0)
    if damage is not None:
        damage(store.file)
    monkeypatch.setattr("qtbrowser.personal.recovery.LOCK_SECONDS", 0)
    monkeypatch.setattr("qtbrowser.personal.personal_store.RETRY_SECONDS", 0)
    again = PersonalStore()
    with FileLock(store.file.with_suffix(".lock")):
        assert names(again) == ["before"]
        save(again, "after")
        assert names(again) == ["before", "after"]
        assert not again.is_kept
    (notice,) = again.take_notices()
    assert notice.kind is NoticeKind.NOT_WRITABLE
    assert notice.reason == "Another process keeps it locked."
    again.flush()
    assert again.is_kept
    assert names(PersonalStore()) == ["before", "after"]


def test_a_database_that_another_process_holds_is_told_once_and_is_no_obstacle(
    store: PersonalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, "before")
    back_up_as_of(store, 0)
    save(store, "later")
    monkeypatch.setattr("qtbrowser.personal.recovery._BUSY_SECONDS", 0)
    monkeypatch.setattr("qtbrowser.personal.personal_store.RETRY_SECONDS", 0)
    again = PersonalStore()
    with closing(sqlite3.connect(store.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        # What can be read now is the backup.
        assert names(again) == ["before"]
        save(again, "after")
        other.execute("ROLLBACK")
    (notice,) = again.take_notices()
    assert notice.reason == "Database is locked."
    again.flush()
    assert names(again) == ["before", "later", "after"]


FULL = """
import resource, sys
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.searches import SavedSearch, SavedSearches
import qtbrowser.personal.personal_store as module, signal
module.RETRY_SECONDS = 0.0
store = PersonalStore()
searches = SavedSearches(store)
searches.save(SavedSearch("before", "x"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (store.file.stat().st_size, limits[1]))
for number in range(40):
    searches.save(SavedSearch(f"{number}", "long" * 500))
assert len(searches.all()) == 41, len(searches.all())
told = [str(notice) for notice in store.take_notices()]
assert len(told) == 1 and "can't be written" in told[0], told
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
store.flush()
assert store.is_kept
assert len(SavedSearches(PersonalStore()).all()) == 41
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of a file's size is set for the process")
def test_a_full_disk_is_told_once_and_is_no_obstacle() -> None:
    subprocess.run([sys.executable, "-c", FULL], check=True)


def test_an_operation_of_ours_that_is_wrong_is_not_taken_for_the_disk(store: PersonalStore) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.write(lambda database: database.execute("INSERT INTO fact VALUES (NULL, NULL)"))
    assert not store.take_notices()
