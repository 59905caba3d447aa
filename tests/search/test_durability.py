"""Damaged indexes are noticed when they are opened; a killed writer leaves a whole commit."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.errors import IndexDamaged, QtBrowserError, WrittenByNewer
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.language import parse_query
from qtbrowser.search.manifest import latest_generation, manifest_name, read_manifest, toc_name
from qtbrowser.search.plain_pickle import load_plain
from tests.search.samples import make_entries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    index = SearchIndex.create(folder)
    index.update(make_entries(300))
    index.update(make_entries(20, first=300))
    index.close()
    return folder


def only(folder: Path, pattern: str) -> Path:
    return min(folder.glob(pattern))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        file.write(b"\0" * 9)
    # Two writes within one tick of the file system's clock would have the same time.
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 2_000_000))


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "*.manifest"])
@pytest.mark.parametrize("harm", [cut, empty, overwrite, Path.unlink])
def test_damage_is_noticed(folder: Path, pattern: str, harm: object) -> None:
    SearchIndex.open(folder).close()
    assert callable(harm)
    harm(only(folder, pattern))
    with pytest.raises(IndexDamaged):
        SearchIndex.open(folder)
    SearchIndex.create(folder).update([IndexEntry("a.md", "Anew")])
    assert SearchIndex.open(folder).document_count == 1
    assert len(list(folder.glob("*.seg"))) == 1


def test_each_flipped_byte_of_a_segment_is_noticed_before_it_is_used(folder: Path) -> None:
    """Sizes and times of the file tell nothing here: a segment that is open is damaged."""
    segment = max(folder.glob("*.seg"), key=lambda path: path.stat().st_size)
    good = segment.read_bytes()
    query = parse_query("sub ")
    expected = SearchIndex.open(folder).searcher().search(query).hits
    chance = random.Random(5)
    noticed = 0
    for _ in range(30):
        index = SearchIndex.open(folder)
        times = segment.stat()
        place = chance.randrange(len(good))
        with segment.open("r+b") as file:
            file.seek(place)
            file.write(bytes([good[place] ^ 1 << chance.randrange(8)]))
        os.utime(segment, ns=(times.st_atime_ns, times.st_mtime_ns))
        try:
            assert index.searcher().search(query).hits == expected
        except IndexDamaged:
            noticed += 1
        index.close()
        with segment.open("r+b") as file:
            file.write(good)
        os.utime(segment, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert noticed > 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cuts no file that is mapped")
def test_a_segment_cut_while_it_is_open_is_an_error_and_no_signal(folder: Path) -> None:
    searcher = SearchIndex.open(folder).searcher()
    cut(max(folder.glob("*.seg"), key=lambda path: path.stat().st_size))
    with pytest.raises(IndexDamaged):
        searcher.search(parse_query("sub "))


def test_a_table_of_contents_that_runs_code_is_not_run(folder: Path) -> None:
    """Even where the manifest says that it is right."""
    toc, manifest = only(folder, "*.toc"), only(folder, "*.manifest")
    content = b"cos\nsystem\n(S'exit 1'\ntR."
    toc.write_bytes(content)
    facts = json.loads(manifest.read_text().splitlines()[0]) | {"size": len(content), "crc": zlib.crc32(content)}
    line = json.dumps(facts).encode()
    manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    assert SearchIndex.open(folder).document_count == 320


@pytest.mark.parametrize(
    "pickled", [b"cos\nsystem\n(S'true'\ntR.", pickle.dumps(Path("x")), b"Pother\n.", b"\x80\x04X", b""]
)
def test_a_pickle_of_more_than_plain_values_is_refused(pickled: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        load_plain(pickled)
    assert load_plain(pickle.dumps({"path": "a", "number": 1})) == {"path": "a", "number": 1}


def test_a_file_that_is_lost_later_is_noticed(folder: Path) -> None:
    index = SearchIndex.open(folder)
    only(folder, "*.seg").unlink()
    with pytest.raises(IndexDamaged):
        index.searcher()


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_no_index(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexDamaged):
        SearchIndex.open(tmp_path / name)
    SearchIndex.create(tmp_path / name).update([IndexEntry("a.md", "There")])
    assert SearchIndex.open(tmp_path / name).document_count == 1


@pytest.mark.parametrize(("difference", "error"), [(-1, IndexDamaged), (1, WrittenByNewer)])
def test_other_versions_are_told(folder: Path, difference: int, error: type[QtBrowserError]) -> None:
    manifest = only(folder, "*.manifest")
    content = json.loads(manifest.read_text().splitlines()[0])
    content["version"] += difference
    line = json.dumps(content).encode()
    manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    with pytest.raises(error, match=r"another version|newer version"):
        SearchIndex.open(folder)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An index of a single document."""
    folder = tmp_path / "small"
    index = SearchIndex.create(folder)
    index.update([IndexEntry("a.md", "There")])
    index.close()
    return folder


def test_a_manifest_of_this_version_has_a_checksum(small: Path) -> None:
    manifest = only(small, "*.manifest")
    manifest.write_bytes(manifest.read_bytes().partition(b"\n")[0])
    with pytest.raises(IndexDamaged):
        SearchIndex.open(small)


class ChangingFolder(type(Path())):  # type: ignore[misc]
    """An index whose next commits end while it is read: each look at its files shows one more."""

    def iterdir(self) -> Iterator[Path]:
        hidden = min(self.glob("hidden.*"), default=None)
        found = list(super().iterdir())
        if hidden is not None:
            hidden.rename(hidden.with_name(toc_name(int(hidden.suffix[1:]))))
        return iter(found)


def test_a_commit_that_ends_while_the_earlier_one_is_read_is_no_damage(small: Path) -> None:
    latest = latest_generation(small)
    expected = read_manifest(small)
    toc = small / toc_name(latest)
    toc.rename(small / f"hidden.{latest}")
    # Its manifest is removed already.
    (small / toc_name(latest - 1)).write_bytes(b"earlier")
    assert read_manifest(ChangingFolder(small)) == expected


def test_commits_that_end_again_and_again_are_waited_for_only_so_long(small: Path) -> None:
    latest = latest_generation(small)
    (small / manifest_name(latest)).unlink()
    for generation in range(latest + 1, latest + 100):
        (small / f"hidden.{generation:06}").write_bytes(b"no manifest")
    with pytest.raises(IndexDamaged):
        read_manifest(ChangingFolder(small))
    assert latest + 20 <= latest_generation(small) < latest + 99


def test_making_an_index_anew_throws_the_old_one_away(folder: Path) -> None:
    old = SearchIndex.open(folder).generation()
    index = SearchIndex.create(folder)
    assert index.document_count == 0
    assert index.generation() > old
    assert list(folder.glob("*.seg")) == []


WRITER = """
import sys
from pathlib import Path
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
index = SearchIndex.open(Path(sys.argv[1]))
number = int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    words = f"state{number} of all documents " + " ".join(f"w{place % 50}" for place in range(number, number + 60))
    index.update(IndexEntry(f"{document}.md", f"State {number}", words) for document in range(40))
    if number % 3 == 0:
        index.merge()
"""


def state_of(index: SearchIndex) -> int:
    """Return the state that all documents of the index are in, 0 for an empty one."""
    query = parse_query("documents ")
    searcher = index.searcher()
    results = searcher.search(query, limit=100)
    assert results.total == searcher.document_count
    assert results.total in {0, 40}
    states = {searcher.snippet(hit.number, query).text.split()[0] for hit in results.hits}
    assert len(states) <= 1
    return int(states.pop().removeprefix("state")) if states else 0


def test_a_writer_killed_at_any_moment_leaves_a_whole_commit(tmp_path: Path) -> None:
    """The writer gives all documents a new state with each commit: whenever one looks, they are in the same one."""
    chance = random.Random(11)
    folder = tmp_path / "index"
    SearchIndex.create(folder)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    state = 0
    for _ in range(8):
        command = [sys.executable, "-c", WRITER, str(folder), str(state)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            reader = SearchIndex.open(folder)
            end = time.monotonic() + chance.uniform(0.02, 0.25)
            while time.monotonic() < end:
                seen = state_of(reader)
                assert seen >= state
                state = seen
            writer.kill()
        reader.close()
        left = state_of(SearchIndex.open(folder))
        assert left >= state
        state = left
    assert state > 0
    # What the killed writers left behind goes with the next commit.
    SearchIndex.open(folder).update([IndexEntry("last.md", "Last")])
    assert {path.suffix for path in folder.iterdir()} <= {".seg", ".toc", ".manifest", ""}
    assert len(list(folder.glob("*.toc"))) == len(list(folder.glob("*.manifest"))) == 1
    assert SearchIndex.open(folder).document_count == 41
