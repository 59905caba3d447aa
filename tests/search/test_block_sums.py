"""Files with a checksum for each block: what is damaged is never returned."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.errors import IndexDamaged
from qtbrowser.search.block_sums import BLOCK_SIZE, VerifiedFile, sums_of

CONTENT = bytes(range(256)) * 300
"""A whole block and a part of one."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "content"
    file.write_bytes(CONTENT)
    with open(file, "rb") as stream:
        sums, _ = sums_of(stream, len(CONTENT))
    file.write_bytes(CONTENT + sums)
    return file


@pytest.mark.parametrize("mapped", [True, False])
def test_what_was_written_is_read(file: Path, mapped: bool) -> None:
    with closing(VerifiedFile(file, mapped=mapped)) as found:
        assert found.length == len(CONTENT)
        assert not found.is_verified
        assert found.read(BLOCK_SIZE - 5, 10) == CONTENT[BLOCK_SIZE - 5 : BLOCK_SIZE + 5]
        assert found.is_verified
        assert found.read(0, len(CONTENT)) == CONTENT
        for start, size in ((-1, 5), (0, -1), (0, len(CONTENT) + 1)):
            with pytest.raises(IndexDamaged):
                found.read(start, size)


def test_nothing_may_be_its_content(tmp_path: Path) -> None:
    file = tmp_path / "nothing"
    file.write_bytes(b"")
    with open(file, "rb") as stream:
        sums, _ = sums_of(stream, 0)
    file.write_bytes(sums)
    with closing(VerifiedFile(file, mapped=True)) as found:
        assert found.is_verified
        assert found.read(0, 0) == b""


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[-15:],
        lambda content: content[1:],
        lambda content: content[:-4] + b"QBS0",
        lambda content: content[:-17] + bytes([content[-17] ^ 1]) + content[-16:],
        lambda content: content[:-5] + bytes([content[-5] ^ 1]) + content[-4:],
    ],
)
def test_a_damaged_end_is_noticed_when_it_is_opened(file: Path, damage: Callable[[bytes], bytes]) -> None:
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(IndexDamaged) as raised:
        VerifiedFile(file)
    assert raised.value.path == str(file)


def test_the_seal_tells_the_file_from_all_others(file: Path) -> None:
    with open(file, "rb") as stream:
        _, seal = sums_of(stream, len(CONTENT))
    VerifiedFile(file, seal=seal).close()
    with pytest.raises(IndexDamaged):
        VerifiedFile(file, seal=seal ^ 1)


def test_a_file_that_is_cut_later_is_noticed(file: Path) -> None:
    with closing(VerifiedFile(file)) as found:
        assert found.read(0, 10) == CONTENT[:10]
        os.truncate(file, 5)
        with pytest.raises(IndexDamaged):
            found.check_size()
        with pytest.raises(IndexDamaged):
            found.read(0, 10)
        with pytest.raises(IndexDamaged, match="block 1"):
            found.read(BLOCK_SIZE, 10)
