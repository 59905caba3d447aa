"""The file of a segment: what is written is read again, and what was not finished leaves nothing behind."""

from __future__ import annotations

import errno
import mmap
import os
import pickle
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage

from qtbrowser.checksums import BLOCK, sums_of
from qtbrowser.errors import IndexDamaged
from qtbrowser.search.compound_file import CompoundFile, CompoundFileWriter
from qtbrowser.search.segment_storage import SegmentStorage

_FULL = Path("/dev/full")


def _write(path: Path, direct: str) -> tuple[bytes, int]:
    with CompoundFileWriter(path, "one", direct) as parts:
        parts.write(".small", b"abc")
        parts.write(".large", b"first ")
        parts.write(".numbers", np.arange(3, dtype="<u4"))
        parts.write(".large", b"and more")
        parts.part(".empty")
        return parts.finish()


@pytest.mark.parametrize("direct", ["", ".large", ".empty", ".not written"])
def test_whatever_is_written_straight_away_the_parts_are_the_same(tmp_path: Path, direct: str) -> None:
    path = tmp_path / "one.seg"
    sums, size = _write(path, direct)
    storage = SegmentStorage(FileStorage(str(tmp_path)).open_file(path.name), str(path), sums, size)
    parts = CompoundFile(storage, "one", owned=True)
    assert parts.read(".small") == b"abc"
    assert parts.read(".large") == b"first and more"
    assert parts.array(".numbers", "<u4").tolist() == [0, 1, 2]
    assert parts.size(".empty") == 0
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    parts.close()


@pytest.mark.parametrize("direct", ["", ".large"])
def test_a_file_that_is_not_finished_is_removed(tmp_path: Path, direct: str) -> None:
    with CompoundFileWriter(tmp_path / "one.seg", "one", direct) as parts:
        parts.write(".large", b"text")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not _FULL.exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "one.seg"
    path.symlink_to(_FULL)
    with pytest.raises(OSError, match="No space") as failure:
        _write(path, ".large")
    assert failure.value.errno == errno.ENOSPC
    assert not os.path.lexists(path)


def test_whoosh_reads_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "one.seg"
    _write(path, ".large")
    storage = CompoundStorage(FileStorage(str(tmp_path)).open_file(path.name), use_mmap=False)
    assert storage.open_file("one.small").read() == b"abc"
    storage.close()


class Harm:
    """What a pickle can do to whoever reads it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


def test_a_directory_that_would_run_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "one.seg"
    content = struct.pack(">qi", 16, 0) + bytes(4) + pickle.dumps({"one.small": Harm()})
    path.write_bytes(content)
    with path.open("rb") as file:
        sums = sums_of(file)
    with pytest.raises(IndexDamaged, match="damaged"):
        SegmentStorage(FileStorage(str(tmp_path)).open_file(path.name), str(path), sums, len(content))
    assert [each.name for each in tmp_path.iterdir()] == ["one.seg"]


@pytest.mark.parametrize("mapped", [False, True])
def test_damage_is_noticed_where_it_is_read_and_nowhere_else(tmp_path: Path, mapped: bool) -> None:
    path = tmp_path / "one.seg"
    with CompoundFileWriter(path, "one", "") as writer:
        writer.write(".first", np.arange(BLOCK, dtype="<u4"))
        writer.write(".second", np.arange(BLOCK, dtype="<u4"))
        sums, size = writer.finish()
    content = bytearray(path.read_bytes())
    content[5 * BLOCK] ^= 1
    path.write_bytes(content)
    storage = SegmentStorage(FileStorage(str(tmp_path)).open_file(path.name), str(path), sums, size)
    with path.open("rb") as file:
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if mapped else None
    parts = CompoundFile(storage, "one", owned=True, mapped=memory)
    assert parts.array(".first", "<u4").sum() == sum(range(BLOCK))
    with pytest.raises(IndexDamaged, match=re.escape(str(path))):
        parts.array(".second", "<u4")
    if mapped:
        items = parts.items(".second", "<u4")
        assert items.span(0, 10).tolist() == list(range(10))
        assert items.take(np.array([3, 60_000]), [(0, BLOCK)]).tolist() == [3, 60_000]
        with pytest.raises(IndexDamaged):
            items.span(0, BLOCK // 2)
        with pytest.raises(IndexDamaged):
            items.take(np.array([BLOCK // 4]), [(0, BLOCK)])
    parts.close()
