"""Keeping current: what is added, updated and removed, what can't be read, and what survives damage and kills."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zlib
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.catalog.catalog_values import Changes, Progress, Stage
from qtbrowser.cli.main import main
from qtbrowser.errors import IndexBusy, LibraryError, WrittenByNewer
from qtbrowser.library import Library, refresh

Write = Callable[..., Path]
Open = Callable[..., Library]


def changes_of(library: Library, **options: Any) -> Changes:
    last: Progress | None = None
    for progress in library.refresh(**options):
        last = progress
    assert last is not None
    assert last.stage is Stage.DONE
    assert last.changes is not None
    return last.changes


def test_only_what_changed_is_reported(write: Write, open_library: Open, folder: Path) -> None:
    write("a.md", "apples", title="A")
    write("b.md", "pears", title="B")
    library = open_library(refresh=False)
    built = [library.is_built]
    assert changes_of(library) == Changes(added=("a.md", "b.md"))
    assert [*built, library.is_built] == [False, True]
    assert changes_of(library) == Changes()
    write("a.md", "cherries now", title="A")
    write("c.md", "plums", title="C")
    (folder / "b.md").unlink()
    assert changes_of(library) == Changes(added=("c.md",), updated=("a.md",), removed=("b.md",))
    found = {word: library.search(word).total for word in ("apples", "pears", "cherries", "plums")}
    assert found == {"apples": 0, "pears": 0, "cherries": 1, "plums": 1}
    assert [entry.path for entry in library.entries()] == ["a.md", "c.md"]


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="only these systems tell who writes a file")
def test_a_file_that_is_being_written_is_left_for_the_next_look(
    write: Write, open_library: Open, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.md", "apples", title="A")
    write("b.md", "pears", title="B")
    library = open_library()
    with (folder / "a.md").open("a") as old, (folder / "new.md").open("w") as new:
        for stream in (old, new):
            stream.write("cherries")
            stream.flush()
        write("b.md", "plums", title="B")
        assert changes_of(library) == Changes(updated=("b.md",), waiting=("a.md", "new.md"))
        assert {word: library.search(word).total for word in ("apples", "cherries")} == {"apples": 1, "cherries": 0}
        # A program that has written nothing for long may never close the file.
        long_ago = time.time() - 11
        os.utime(folder / "a.md", (long_ago, long_ago))
        assert changes_of(library) == Changes(updated=("a.md",), waiting=("new.md",))
        assert main(["index", str(folder)]) == 0
        assert "new.md: Another program is writing this file." in capsys.readouterr().err
    assert changes_of(library) == Changes(added=("new.md",))


def test_what_came_since_a_moment_is_told_also_after_a_rebuild(write: Write, open_library: Open, folder: Path) -> None:
    write("a.md", "apples", title="A")
    library = open_library()
    moment = time.time_ns()
    os.utime(write("b.md", "pears", title="B"), (1_000_000_000, 1_000_000_000))
    (folder / "a.md").touch()
    for options in ({}, {"rebuild": True}):
        changes_of(library, **options)
        count, entries = library.changed_since(moment, 5)
        assert (count, [entry.path for entry in entries]) == (1, ["b.md"])
    assert library.changed_since(0, 5)[0] == 1


def test_a_refresh_that_finds_nothing_to_index_loads_no_search_engine(
    write: Write, open_library: Open, folder: Path, tmp_path: Path
) -> None:
    write("a.md", "apples", title="A")
    open_library()
    program = (
        "import sys; from pathlib import Path; from qtbrowser.library import Library\n"
        "Library.open(Path(sys.argv[1]), cache_dir=Path(sys.argv[2])).close()\n"
        "print([name for name in ('numpy', 'whoosh') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, str(folder), str(tmp_path / "cache")]
    loaded = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()]
    write("b.md", "pears", title="B")
    loaded.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    assert loaded == ["[]", "['numpy', 'whoosh']"]
    assert open_library().search("pears").total == 1


def test_a_first_build_can_be_searched_meanwhile(write: Write, open_library: Open) -> None:
    for number in range(700):
        write(f"{number:03}.md", "common words", title=f"T{number}")
    library = open_library(refresh=False)
    seen = [library.search("common").total for progress in library.refresh() if progress.committed]
    assert len(seen) >= 3
    assert 0 < seen[0] < 700
    assert seen == sorted(seen)
    assert seen[-1] == 700


def test_few_large_files_can_be_searched_meanwhile(
    write: Write, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FIRST_BYTES", 10_000)
    monkeypatch.setattr(refresh, "_STEP_BYTES", 5_000)
    for number in range(10):
        write(f"{number}.md", "common words " * 500, title=f"T{number}")
    library = open_library(refresh=False)
    steps = [(progress.done, library.search("common").total) for progress in library.refresh() if progress.committed]
    # The second commit takes as much as is done by then, the next one twice that.
    assert steps == [(2, 2), (4, 4), (8, 8), (10, 10), (10, 10)]
    write("0.md", "other words " * 500, title="T0")
    write("1.md", "other words " * 500, title="T1")
    told = [progress.done for progress in library.refresh() if progress.stage is Stage.READING]
    assert told == [1, 2, 2]
    assert library.search("common").total == 8


def test_unreadable_files_are_problems_and_stop_nothing(write: Write, open_library: Open, folder: Path) -> None:
    write("good.md", "fine", title="Good")
    (folder / "yaml.md").write_text("---\na: b: c\n---\n", encoding="utf-8")
    (folder / "latin.md").write_bytes(b"\x00caf\xe9")
    (folder / "empty.md").touch()
    library = open_library()
    assert [(problem.path, problem.line) for problem in library.problems()] == [
        ("empty.md", None),
        ("latin.md", 1),
        ("yaml.md", 2),
    ]
    assert [entry.path for entry in library.entries()] == ["good.md", "yaml.md"]
    (folder / "latin.md").write_text("café", encoding="utf-8")
    (folder / "empty.md").unlink()
    assert changes_of(library) == Changes(added=("latin.md",))
    assert [problem.path for problem in library.problems()] == ["yaml.md"]
    (folder / "good.md").write_bytes(b"\xff\0")
    assert changes_of(library) == Changes(removed=("good.md",))
    assert library.search("fine").total == 0
    assert [problem.path for problem in library.problems()] == ["good.md", "yaml.md"]


def test_a_file_without_permission_is_looked_at_again(write: Write, open_library: Open) -> None:
    file = write("a.md", "apples", title="A")
    library = open_library(refresh=False)
    file.chmod(0)
    try:
        if os.access(file, os.R_OK):  # root reads everything
            assert changes_of(library) == Changes(added=("a.md",))
            return
        assert changes_of(library) == Changes()
        assert "permission" in library.problems()[0].message.lower()
    finally:
        file.chmod(0o644)
    assert changes_of(library) == Changes(added=("a.md",))
    assert library.problems() == []


def test_nothing_is_written_into_the_library(write: Write, open_library: Open, folder: Path) -> None:
    write("a.md", title="A")
    before = sorted(folder.rglob("*"))
    library = open_library()
    library.search("words")
    assert sorted(folder.rglob("*")) == before


def test_an_index_is_reopened_and_another_process_is_followed(write: Write, open_library: Open) -> None:
    write("a.md", "apples", title="A")
    first = open_library()
    second = open_library(refresh=False)
    assert second.is_built
    assert second.search("apples").total == 1
    assert not second.reload()
    write("b.md", "apples", title="B")
    changes_of(first)
    assert second.reload()
    assert not second.reload()
    assert second.search("apples").total == 2
    assert second.count() == 2


def test_a_rebuild_keeps_the_old_index_until_the_new_one_is_complete(write: Write, open_library: Open) -> None:
    for number in range(600):
        write(f"{number:03}.md", "apples", title=f"T{number}")
    library = open_library()
    reader = open_library(refresh=False)
    for progress in library.refresh(rebuild=True):
        reader.reload()
        assert reader.search("apples").total == 600, progress
    assert library.search("apples").total == 600


def files_of(cache: Path) -> list[Path]:
    return [file for file in sorted(cache.rglob("*")) if file.is_file()]


def _wipe(file: Path) -> None:
    file.write_bytes(b"")


def _scribble(file: Path) -> None:
    file.write_bytes(b"garbage" * 50)


def _halve(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _remove(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [_wipe, _scribble, _halve, _remove])
def test_any_damaged_file_rebuilds_the_index(
    write: Write, folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    for number in range(5):
        write(f"{number}.md", "apples and pears", title=f"Fruit {number}", subject="Food", keywords="fruit")
    pristine = tmp_path / "pristine"
    Library.open(folder, cache_dir=pristine).close()
    for name in [file.relative_to(pristine) for file in files_of(pristine) if file.name != "lock"]:
        cache = tmp_path / "damaged"
        shutil.copytree(pristine, cache)
        damage(cache / name)
        with Library.open(folder, cache_dir=cache) as library:
            assert library.search("pears").total == 5, name
            assert library.count() == 5, name
            assert library.subjects()[0].topics[0].count == 5, name
        shutil.rmtree(cache)


def test_an_index_of_another_schema_is_rebuilt(write: Write, open_library: Open, tmp_path: Path) -> None:
    import sqlite3

    write("a.md", "apples", title="A")
    open_library().close()
    file = next((tmp_path / "cache").rglob("catalog.sqlite3"))
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 0")
    database.close()
    assert open_library().search("apples").total == 1


def test_an_index_of_an_earlier_reader_is_made_anew_once(
    write: Write, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "apples", title="A")
    with monkeypatch.context() as earlier:
        earlier.setattr("qtbrowser.catalog.database.READING_VERSION", "0")
        open_library().close()
    with open_library(refresh=False) as library:
        found: list[int] = []
        for _ in library.refresh(only=["a.md"]):
            pass
        assert not library.confirm_current()
        for progress in library.refresh():
            found.append(library.search("apples").total)
            if progress.changes is not None:
                assert progress.changes.added == ("a.md",)
        assert set(found) == {1}
        assert changes_of(library) == Changes()


@pytest.mark.parametrize("part", ["catalog", "index"])
def test_the_index_of_a_newer_version_is_left_alone(
    part: str, write: Write, open_library: Open, tmp_path: Path
) -> None:
    import json
    import sqlite3

    write("a.md", "apples", title="A")
    open_library().close()
    cache = tmp_path / "cache"
    if part == "catalog":
        database = sqlite3.connect(next(cache.rglob("catalog.sqlite3")))
        database.execute("PRAGMA user_version = 1000")
        database.execute("UPDATE fact SET value = '1000' WHERE name = 'schema'")
        database.commit()
        database.close()
        next(cache.rglob("catalog.sum")).unlink()
    else:
        manifest = max(cache.rglob("*.manifest"))
        content = {**json.loads(manifest.read_text(encoding="utf-8").splitlines()[0]), "version": 1000}
        line = json.dumps(content).encode()
        manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    files = {file: file.read_bytes() for file in sorted(cache.rglob("*")) if file.is_file()}
    write("b.md", "pears", title="B")

    def open_and_search(**options: object) -> None:
        open_library(**options).search("apples")

    for options in ({}, {"refresh": False}):
        with pytest.raises(WrittenByNewer, match="newer version of QtBrowser"):
            open_and_search(**options)
    # SQLite has a further file while a database is open.
    kept = {file: file.read_bytes() for file in files if file.exists()}
    assert {file: kept.get(file) for file in files if not file.name.endswith("-shm")} == {
        file: content for file, content in files.items() if not file.name.endswith("-shm")
    }


def test_one_writer_at_a_time(write: Write, open_library: Open) -> None:
    write("a.md", title="A")
    library, other = open_library(refresh=False), open_library(refresh=False)
    steps = library.refresh()
    assert isinstance(steps, Generator)
    next(steps)
    with pytest.raises(IndexBusy):
        next(other.refresh(wait=False))
    steps.close()
    assert changes_of(other, wait=False) == Changes(added=("a.md",))


KILLED = """
    import sys
    from qtbrowser.library import Library
    library = Library.open(sys.argv[1], cache_dir=sys.argv[2], refresh=False)
    for _ in library.refresh():
        print("step", flush=True)
"""


def test_a_process_killed_at_any_moment_leaves_a_good_index(write: Write, folder: Path, tmp_path: Path) -> None:
    for number in range(900):
        write(f"{number:03}.md", f"apples word{number}", title=f"T{number}", subject=f"S{number % 7}")
    chance = random.Random(4)
    cache = tmp_path / "cache"
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), str(cache)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        for _ in range(chance.randint(1, 20)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
        process.stdout.close()
        with Library.open(folder, cache_dir=cache, refresh=False) as library:
            assert library.search("apples", limit=1000).total == library.count()
    with Library.open(folder, cache_dir=cache) as library:
        results = library.search("apples", limit=1000)
        assert results.total == library.count() == 900
        assert len({hit.path for hit in results.hits}) == 900


def test_a_script_without_a_main_guard(write: Write, folder: Path, tmp_path: Path) -> None:
    write("a.md", "apples", title="A", subject="Food")
    script = tmp_path / "script.py"
    script.write_text(
        "import json, sys\n"
        "from qtbrowser.library import Library\n"
        "library = Library.open(sys.argv[1], cache_dir=sys.argv[2])\n"
        "hit = library.search('apples').hits[0]\n"
        "print(json.dumps([hit.path, hit.title, hit.subject, hit.score > 0, hit.snippet, hit.date]))\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, script, folder, tmp_path / "cache"], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == ["a.md", "A", "Food", True, "apples", None]


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(LibraryError):
        Library.open(tmp_path / name, cache_dir=tmp_path / "cache")


def test_an_empty_folder_is_a_library_without_documents(open_library: Open) -> None:
    library = open_library()
    assert library.is_built
    assert library.subjects() == ()
    assert library.entries() == []
    assert library.search("anything").total == 0


def test_a_folder_that_goes_may_leave_the_others_in_a_deeper_one(write: Write, open_library: Open) -> None:
    write("food/bread.md")
    write("drinks/hot/tea.md")
    library = open_library()
    assert [subject.name for subject in library.subjects()] == ["drinks", "food"]
    shutil.rmtree(library.folder / "food")
    assert changes_of(library).removed == ("food/bread.md",)
    assert [subject.name for subject in library.subjects()] == ["hot"]


def test_only_the_paths_named_are_looked_at(write: Write, open_library: Open, folder: Path) -> None:
    write("a.md", "apples", title="A")
    write("b.md", "pears", title="B")
    library = open_library()
    write("a.md", "more apples", title="A")
    write("b.md", "more pears", title="B")
    write("c/d.md", "plums", title="D")
    named = ("a.md", "c/d.md", "gone.md", ".hidden/x.md", "picture.png")
    assert changes_of(library, only=named) == Changes(added=("c/d.md",), updated=("a.md",))
    (folder / "a.md").unlink()
    assert changes_of(library, only=("a.md",)) == Changes(removed=("a.md",))
    assert changes_of(library) == Changes(updated=("b.md",))


def test_a_first_build_looks_at_everything(write: Write, open_library: Open) -> None:
    write("a.md")
    write("b.md")
    library = open_library(refresh=False)
    assert changes_of(library, only=("a.md",)).added == ("a.md", "b.md")


def rewritten_unseen(file: Path, old: str, new: str) -> None:
    """Give a file other words of the same length, and the time of the last change that it had."""
    status = file.stat()
    assert len(old) == len(new)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_other_words_at_the_same_size_and_time_are_found_by_verifying(write: Write, open_library: Open) -> None:
    file = write("a.md", "apples", title="A")
    write("b.md", "pears", title="B")
    library = open_library()
    rewritten_unseen(file, "apples", "plums!")
    assert changes_of(library) == Changes(), "a refresh goes by size and time"
    assert changes_of(library, verify=True) == Changes(updated=("a.md",))
    assert [library.search(word).total for word in ("apples", "plums")] == [0, 1]
    assert changes_of(library, verify=True) == Changes()


def test_a_check_that_verifies_finds_them_too(write: Write, open_library: Open) -> None:
    file = write("a.md", "See [x](b.md) there.", title="A")
    write("b.md", "Words.", title="B")
    library = open_library()

    def found(verify: bool = False) -> list[str]:
        *_, last = library.check(["missing-file"], verify=verify)
        assert last.findings is not None
        return [finding.path for finding in last.findings]

    assert found() == []
    rewritten_unseen(file, "b.md", "c.md")
    assert found() == []
    assert found(verify=True) == ["a.md"]


# Runs without root's power over permissions: a folder of mode 0 is then closed to its owner as well.
UNREAD = """
import os, sys
from pathlib import Path
from qtbrowser.library import Library, refresh
folder = Path(sys.argv[1])
with Library.open(folder, cache_dir=sys.argv[2]) as library:
    for mode in (0o000, 0o444, 0o755):
        (folder / "sub").chmod(mode)
        *_, last = library.refresh()
        *_, checked = library.check(["unreadable-file", "missing-file"])
        problems = [problem.path for problem in library.problems()]
        print(library.document_count, len(last.changes.removed), library.search("pears").total, problems,
              [finding.path for finding in checked.findings])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX's permissions")
def test_a_folder_that_can_not_be_read_for_a_moment_keeps_its_documents(
    write: Write, folder: Path, tmp_path: Path
) -> None:
    write("a.md", "See [it](sub/b.md).", title="A")
    write("sub/b.md", "pears", title="B")
    write("sub/deep/c.md", "plums", title="C")
    command = [sys.executable, "-c", UNREAD, str(folder), str(tmp_path / "cache")]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["3 0 1 ['sub'] ['sub']"] * 2 + ["3 0 1 [] []"]


def test_a_folder_that_is_gone_takes_its_documents_along(write: Write, open_library: Open, folder: Path) -> None:
    write("a.md", title="A")
    write("sub/b.md", title="B")
    library = open_library()
    shutil.rmtree(folder / "sub")
    (folder / "sub").symlink_to(folder.parent)
    assert changes_of(library).removed == ("sub/b.md",)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_folder_whose_name_is_no_text_gives_a_subject(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"lib\xff")
    folder.mkdir()
    (folder / "a.md").write_text("Words", encoding="utf-8")
    with Library.open(folder, cache_dir=tmp_path / "cache") as library:
        assert [entry.subject for entry in library.entries()] == ["lib?"]
