"""The file of a segment: what is written is read again, and what was not finished leaves nothing behind."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage

from qtbrowser.search.compound_file import CompoundFile, CompoundFileWriter

_FULL = Path("/dev/full")


def _write(path: Path, direct: str) -> None:
    with CompoundFileWriter(path, "one", direct) as parts:
        parts.write(".small", b"abc")
        parts.write(".large", b"first ")
        parts.write(".numbers", np.arange(3, dtype="<u4"))
        parts.write(".large", b"and more")
        parts.part(".empty")
        parts.finish()


@pytest.mark.parametrize("direct", ["", ".large", ".empty", ".not written"])
def test_whatever_is_written_straight_away_the_parts_are_the_same(tmp_path: Path, direct: str) -> None:
    path = tmp_path / "one.seg"
    _write(path, direct)
    storage = CompoundStorage(FileStorage(str(tmp_path)).open_file(path.name), use_mmap=False)
    assert storage.open_file("one.small").read() == b"abc"
    storage.close()
    parts = CompoundFile(path, "one")
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


@pytest.mark.skipif(sys.platform == "win32" or not _FULL.exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "one.seg"
    path.symlink_to(_FULL)
    with pytest.raises(OSError, match="No space") as failure:
        _write(path, ".large")
    assert failure.value.errno == errno.ENOSPC
    assert not os.path.lexists(path)
