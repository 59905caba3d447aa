"""Damaged indexes are noticed when they are opened; a killed writer leaves a whole commit."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qtbrowser.errors import IndexDamaged
from qtbrowser.search import IndexEntry, SearchIndex, parse_query
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
    time.sleep(0.002)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\0" * 9)


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


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_no_index(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexDamaged):
        SearchIndex.open(tmp_path / name)
    SearchIndex.create(tmp_path / name).update([IndexEntry("a.md", "There")])
    assert SearchIndex.open(tmp_path / name).document_count == 1


@pytest.mark.parametrize("difference", [-1, 1])
def test_other_versions_are_told(folder: Path, difference: int) -> None:
    manifest = only(folder, "*.manifest")
    content = json.loads(manifest.read_text())
    content["version"] += difference
    manifest.write_text(json.dumps(content))
    with pytest.raises(IndexDamaged, match="another version"):
        SearchIndex.open(folder)


def test_making_an_index_anew_throws_the_old_one_away(folder: Path) -> None:
    old = SearchIndex.open(folder).generation()
    index = SearchIndex.create(folder)
    assert index.document_count == 0
    assert index.generation() > old
    assert list(folder.glob("*.seg")) == []


WRITER = """
import sys
from pathlib import Path
from qtbrowser.search import IndexEntry, SearchIndex
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


def test_a_writer_killed_at_any_moment_leaves_a_whole_commit(tmp_path: Path) -> None:
    """The writer gives all documents a new state with each commit: what is found later must be of one state."""
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
            time.sleep(chance.uniform(0.02, 0.25))
            writer.kill()
        index = SearchIndex.open(folder)
        results = index.searcher().search(parse_query("documents "), limit=100, sort="title")
        if results.total:
            assert results.total == index.document_count == 40
            snippets = {index.searcher().snippet(hit.number, parse_query("documents ")).text for hit in results.hits}
            assert len(snippets) == 1
            reached = int(snippets.pop().split()[0].removeprefix("state"))
            assert reached >= state
            state = reached
        index.close()
    assert state > 8
    # What the killed writers left behind goes with the next commit.
    SearchIndex.open(folder).update([IndexEntry("last.md", "Last")])
    names = {path.suffix for path in folder.iterdir()}
    assert names <= {".seg", ".toc", ".manifest", ""}
    assert len(list(folder.glob("*.toc"))) == len(list(folder.glob("*.manifest"))) == 1
    assert SearchIndex.open(folder).document_count == 41
