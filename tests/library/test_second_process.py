"""The process that reads ahead: what it sends is what reading here gives, and it leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qtbrowser.documents.scan import Stamp, scan
from qtbrowser.library.reading import ReadFile, read_file, read_files
from qtbrowser.library.second_process import WORTH_A_PROCESS, ordered
from qtbrowser.search.packing import unpack_stored

Write = Callable[..., Path]


def write_many(write: Write, folder: Path) -> list[Stamp]:
    """So many documents that a second process pays, one in fifty of them no document."""
    for number in range(WORTH_A_PROCESS):
        date = f"2025-01-{number % 28 + 1:02}"
        write(f"{number:03}.md", "See $x^2$. " * (number % 9), title=f"Naïve {number}?", subject="Sums", date=date)
        if number % 50 == 0:
            (folder / f"{number:03}.md").write_bytes(b"\xff\0")
    return list(scan(folder))


def unpacked(read: ReadFile) -> ReadFile:
    """The same without the stored fields that are packed ahead, which must say what the entry does."""
    if read.entry is None:
        return read
    stored = unpack_stored(read.entry.stored)
    assert [stored["path"], stored["title"], stored["answer"]] == [read.entry.path, read.entry.title, read.entry.answer]
    return replace(read, entry=replace(read.entry, stored=b""))


def test_what_is_read_ahead_is_what_is_read_here(write: Write, folder: Path) -> None:
    stamps = write_many(write, folder)
    ahead = list(read_files(folder, stamps))
    here = [read_file(folder, stamp) for stamp in stamps]
    assert any(read.entry is not None and read.entry.stored for read in ahead), "the second process has read nothing"
    assert [unpacked(read) for read in ahead if read.entry] == [read for read in here if read.entry]
    assert [read.problem for read in ahead if read.problem] == [read.problem for read in here if read.problem]
    assert [read.entry is None for read in ahead] == [read.entry is None for read in here]


def test_it_ends_with_whoever_stops_asking(write: Write, folder: Path) -> None:
    stamps = write_many(write, folder)
    before = threading.active_count()
    files = read_files(folder, stamps)
    next(files)
    assert threading.active_count() == before + 1
    files.close()
    assert threading.active_count() == before


def test_a_process_that_ends_early_sends_nothing_more(write: Write, folder: Path) -> None:
    stamps = write_many(write, folder)
    assert list(ordered(("index", str(folder), "--no-such-option"), stamps)) == []
